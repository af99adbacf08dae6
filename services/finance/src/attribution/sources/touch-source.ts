import type { InteractionKind } from '@vividwalls/events';

/** What of a visit a touch source is found by. */
export const SOURCE_MATCHES = ['utm_campaign', 'utm_source', 'discount_code', 'link'] as const;
export type SourceMatch = (typeof SOURCE_MATCHES)[number];

/** One mark that a visit may bear. */
export interface Mark {
  readonly match: SourceMatch;
  /** As `normalMark` makes it. */
  readonly value: string;
}

/** Who stands behind a mark: what of these is absent is told by the visit itself, or by nobody. */
export interface TouchSource extends Mark {
  readonly agentId?: string;
  /** Of the agent, where it is known. */
  readonly department?: string;
  readonly personaId?: string;
  readonly channel?: string;
  readonly campaign?: string;
  readonly kind?: InteractionKind;
}

/** Codes and campaigns are compared without regard to case, as Shopify compares its codes. */
export function normalMark(value: string): string {
  return value.trim().toLowerCase();
}

/** The sources of some marks. */
export type KnownSources = ReadonlyMap<string, TouchSource>;

export function markKey({ match, value }: Mark): string {
  return `${match} ${value}`;
}
