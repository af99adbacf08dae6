/** A word of the index that a word of the question stands for. */
export interface QueryTerm {
  /** As the question has it, stemmed. */
  readonly asked: string;
  /** As the index has it. */
  readonly lexeme: string;
  /** Published articles that have it. */
  readonly documents: number;
  /** 1 for the word itself, less for one that is spelt like it. */
  readonly likeness: number;
}

export interface QueryPlan {
  /** As `tsquery` text: articles that are looked at. */
  readonly retrieve: string;
  /** Looked up when too few were found by it; null when there is nothing wider. */
  readonly widened: string | null;
  /** Words of the index that the question asks for, each once. */
  readonly asked: readonly string[];
  /** What each word that an article has counts. */
  readonly weights: readonly { readonly lexeme: string; readonly weight: number }[];
}

/**
 * Articles that are ranked at most. A word that more articles have does not tell them apart; articles are looked up by the rarer
 * words of a question, and by all of its words together.
 */
export const CANDIDATES_MAX = 200;

/**
 * What to look up, and what each word counts: its inverse document frequency as BM25 has it, ln(1 + (N − n + ½) / (n + ½)), times its
 * likeness. Undefined when no word of the question is in the index.
 *
 * Source: S. Robertson, H. Zaragoza, “The Probabilistic Relevance Framework: BM25 and Beyond” (2009), section 3.
 */
export function queryPlan(terms: readonly QueryTerm[], documents: number): QueryPlan | undefined {
  if (terms.length === 0) return undefined;
  const byRarity = terms.toSorted((a, b) => a.documents - b.documents || (a.lexeme < b.lexeme ? -1 : 1));
  const rare: string[] = [];
  let reached = 0;
  for (const { lexeme, documents: having } of byRarity) {
    if (reached + having > CANDIDATES_MAX && reached > 0) break;
    if (having > CANDIDATES_MAX) break;
    reached += having;
    rare.push(quoted(lexeme));
  }
  const byAsked = Map.groupBy(terms, ({ asked }) => asked);
  const all = [...byAsked.values()].map((same) => `(${same.map(({ lexeme }) => quoted(lexeme)).join('|')})`).join('&');
  const rarest = quoted(byRarity[0]!.lexeme);
  const weightOf = ({ documents: having, likeness }: QueryTerm) =>
    likeness * Math.log(1 + (Math.max(0, documents - having) + 0.5) / (having + 0.5));
  return {
    retrieve: rare.length > 0 ? [...rare, `(${all})`].join('|') : all,
    widened: rare.length > 0 ? null : rarest,
    asked: [...new Set(terms.map(({ lexeme }) => lexeme))],
    weights: terms.map((term) => ({ lexeme: quoted(term.lexeme), weight: weightOf(term) })),
  };
}

/** A lexeme as `tsquery` text reads it. */
const quoted = (lexeme: string): string => `'${lexeme.replaceAll('\\', '\\\\').replaceAll("'", "''")}'`;
