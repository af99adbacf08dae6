import type { DataClass } from '../registry/capability.js';

export const ARTICLE_STATES = ['draft', 'in_review', 'published', 'retired'] as const;
export type ArticleState = (typeof ARTICLE_STATES)[number];

/** One thing that an article says, so that two articles can be compared: `price.lowest` is `153` in `USD`. */
export interface Claim {
  /** Lower case, words separated by dots and hyphens: `edition.size`. */
  readonly key: string;
  /** A number without separators, else words in lower case. */
  readonly value: string;
  /** `USD`, `%`, `days`, …; empty without one. Values in different units are never compared. */
  readonly unit: string;
}

/** What of an article people write. */
export interface ArticleText {
  readonly domain: string;
  readonly title: string;
  /** Questions that it answers, as people ask them. */
  readonly questions: readonly string[];
  /** Markdown. */
  readonly body: string;
  readonly owner: string;
  /** Where it was read, or who says so. */
  readonly source: string;
  readonly validFrom: Date;
  /** Null: until further notice. */
  readonly validUntil: Date | null;
  /** When somebody must look at it again; null: as often as its domain says. */
  readonly reviewDue: Date | null;
  /** Who may read it; empty: whoever may read its domain. */
  readonly readers: readonly string[];
  readonly dataClass: DataClass;
  readonly claims: readonly Claim[];
}

/** An article in one of its versions. */
export interface ArticleVersion extends ArticleText {
  readonly id: string;
  readonly version: number;
  readonly change: string;
  readonly actor: string;
  readonly recordedAt: Date;
}

/** An article by its newest version. */
export interface Article extends ArticleVersion {
  /** Of the newest version. */
  readonly state: ArticleState;
  /** The version that is published at present; null when none is. */
  readonly publishedVersion: number | null;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export interface Domain {
  readonly id: string;
  readonly title: string;
  readonly owner: string;
  /** Who may read its articles, unless an article has a list of its own. */
  readonly readers: readonly string[];
  readonly reviewEveryDays: number;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
}

/** How an answer names what it rests on: `prices-today@3`. */
export const citationOf = (id: string, version: number): string => `${id}@${version}`;
