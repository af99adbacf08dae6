import type { InteractionKind } from '@vividwalls/events';

/** How a touch became known: an agent told of it, or a visit bore its mark. */
export const TOUCH_ORIGINS = ['interaction', 'utm', 'link', 'discount'] as const;
export type TouchOrigin = (typeof TOUCH_ORIGINS)[number];

/** Something that may have led a customer to an order. */
export interface Touch {
  /** UUIDv5 of what it is made of: the same touch told twice has one id. */
  readonly id: string;
  readonly source: TouchOrigin;
  /** Absent where no agent claims it. */
  readonly agentId?: string;
  readonly personaId?: string;
  readonly channel: string;
  readonly campaign?: string;
  readonly kind: InteractionKind;
  /** ISO 8601 in UTC. */
  readonly occurredAt: string;
  readonly test: boolean;
  /** Empty where it belongs to no shop of several. */
  readonly shop: string;
}

/** A touch as somebody tells of it, and whom it reached. */
export interface ToldTouch extends Touch {
  /** Of its agent, where it is known already. */
  readonly department?: string;
  /** As `keysOf` makes them; a touch without any can never be tied to an order. */
  readonly keys: readonly string[];
}

/** A touch as it stands on the path of an order: frozen with the names that it had then. */
export interface PathTouch {
  readonly id: string;
  readonly occurredAt: string;
  readonly agentId?: string;
  readonly personaId?: string;
  readonly department?: string;
  readonly channel: string;
  readonly campaign?: string;
  readonly kind: InteractionKind;
}

/** Touches in the order of time; those of one moment in the order of their ids, so that all see the same path. */
export function inOrderOfTime<T extends { readonly id: string; readonly occurredAt: string }>(
  touches: readonly T[],
): T[] {
  return [...touches].sort((a, b) => compare(a.occurredAt, b.occurredAt) || compare(a.id, b.id));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
