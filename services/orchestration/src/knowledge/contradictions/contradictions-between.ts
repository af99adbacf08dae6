import { citationOf } from '../article.js';

/** What a published version of an article claims, and when that is valid. */
export interface ArticleClaim {
  readonly articleId: string;
  readonly version: number;
  readonly key: string;
  readonly unit: string;
  readonly value: string;
  readonly validFrom: Date;
  readonly validUntil: Date | null;
}

/** Two articles that say different things of the same; the first by id stands first. */
export interface Contradiction {
  readonly key: string;
  readonly unit: string;
  readonly first: { readonly articleId: string; readonly version: number; readonly value: string };
  readonly second: { readonly articleId: string; readonly version: number; readonly value: string };
}

/** Pairs that are told of one key: an article that contradicts hundreds of others is one mistake, not hundreds. */
export const PAIRS_OF_A_KEY_MAX = 50;

/**
 * Every two claims of different articles with the same key and unit, different values, and a time, now or later, at which both are valid.
 * Symmetric, and independent of the order of the claims.
 */
export function contradictionsBetween(claims: readonly ArticleClaim[], now: Date): Contradiction[] {
  const byKey = Map.groupBy(claims, ({ key, unit }) => JSON.stringify([key, unit]));
  return [...byKey.keys()].sort().flatMap((key) => ofOneKey(byKey.get(key)!, now).slice(0, PAIRS_OF_A_KEY_MAX));
}

function ofOneKey(claims: readonly ArticleClaim[], now: Date): Contradiction[] {
  const sorted = claims.toSorted((a, b) => (a.articleId < b.articleId ? -1 : a.articleId > b.articleId ? 1 : 0));
  return sorted.flatMap((first, i) =>
    sorted.slice(i + 1).flatMap((second) => {
      if (first.articleId === second.articleId || first.value === second.value || !areValidAtOnce(first, second, now))
        return [];
      return [{ key: first.key, unit: first.unit, first: sideOf(first), second: sideOf(second) }];
    }),
  );
}

function areValidAtOnce(a: ArticleClaim, b: ArticleClaim, now: Date): boolean {
  const from = Math.max(a.validFrom.getTime(), b.validFrom.getTime(), now.getTime());
  const until = Math.min(a.validUntil?.getTime() ?? Infinity, b.validUntil?.getTime() ?? Infinity);
  return from < until;
}

const sideOf = ({ articleId, version, value }: ArticleClaim) => ({ articleId, version, value });

/** A sentence for people. */
export function contradictionText({ key, unit, first, second }: Contradiction): string {
  const said = ({ articleId, version, value }: Contradiction['first']) =>
    `${citationOf(articleId, version)} says ${value}${unit === '' ? '' : ` ${unit}`}`;
  return `${key}: ${said(first)}, ${said(second)}`;
}
