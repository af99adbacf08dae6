import type { LiveFact } from './live-line';

/** Whether a type, `vw.shop.order.paid.v1`, is of one of the topics, `shop.order`: whole words count. */
export const isOfTopics = (type: string, topics: readonly string[]): boolean =>
  topics.some((topic) => topic === '*' || type.startsWith(`vw.${topic}.`));

/** The types of facts, each once: what is old is decided by type, however many facts there are. */
export const typesOf = (facts: readonly LiveFact[]): ReadonlySet<string> =>
  new Set(facts.flatMap(({ type }) => (type ? [type] : [])));
