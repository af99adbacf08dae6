/** Addresses of the knowledge base, and what of its answers commands show. */
export const KNOWLEDGE = '/api/orchestration/knowledge';

export const articlePath = (id: string): string => `${KNOWLEDGE}/articles/${encodeURIComponent(id)}`;

export interface Warned {
  readonly key: string;
  readonly unit: string;
  readonly value: string;
  readonly state: 'open' | 'resolved';
  readonly other: { readonly citation: string; readonly value: string; readonly source: string } | null;
  readonly reason: string | null;
}

export interface FoundArticle {
  readonly citation: string;
  readonly title: string;
  readonly snippet: string;
  readonly source: string;
  readonly isReviewOverdue: boolean;
  readonly warnings: readonly Warned[];
}

export interface SearchAnswer {
  readonly items: readonly FoundArticle[];
  readonly embeddings: 'off' | 'used' | 'failed';
}

export interface ArticleShown {
  readonly id: string;
  readonly version: number;
  readonly citation: string;
  readonly domain: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly body: string;
  readonly owner: string;
  readonly source: string;
  readonly validFrom: string;
  readonly validUntil: string | null;
  readonly reviewDue: string | null;
  readonly dataClass: string;
  readonly state?: string;
  readonly publishedVersion?: number | null;
  readonly readers?: readonly string[];
  readonly warnings?: readonly Warned[];
}

interface Side {
  readonly citation: string;
  readonly articleId: string;
  readonly value: string;
  readonly source: string | null;
}

export const CONTRADICTION_STATES = ['open', 'resolved', 'past'] as const;

export interface ContradictionShown {
  readonly id: string;
  readonly key: string;
  readonly unit: string;
  readonly first: Side;
  readonly second: Side;
  readonly state: (typeof CONTRADICTION_STATES)[number];
  readonly holds: string | null;
  readonly reason: string | null;
}

export interface Share {
  readonly samples: number;
  readonly right: number;
  readonly share: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
}

export interface KnowledgeAccuracy {
  readonly all: Share;
  readonly tuned: Share;
  readonly heldOut: Share;
  readonly misses: readonly {
    readonly id: string;
    readonly question: string;
    readonly expected: string;
    readonly answered: string | null;
  }[];
}
