import { inOrderOfTime, type PathTouch, type Touch } from '../touches/touch.js';

/** A touch that shares a key with an order, with the department of its agent. */
export interface TiedTouch extends Touch {
  readonly department?: string;
}

/** Why a touch that is tied to an order gets nothing of it. */
export const LEFT_OUT_REASONS = ['test', 'other_shop', 'after_order', 'too_old', 'too_many', 'told_too_late'] as const;
export type LeftOutReason = (typeof LEFT_OUT_REASONS)[number];

export interface LeftOut {
  readonly touch: TiedTouch;
  readonly reason: LeftOutReason;
}

/** What of an order decides which touches count for it. */
export interface TouchWindow {
  readonly shop: string;
  readonly test: boolean;
  /** ISO 8601 in UTC. */
  readonly placedAt: string;
  readonly lookbackDays: number;
  /** Touches that the order's own visit made: as much a test as the order is, whatever was told of it when. */
  readonly own: readonly string[];
}

/** The newest so many touches of an order count; a person with more has been followed by a machine. */
export const MOST_TOUCHES = 100;

const DAY_MS = 86_400_000;

/** The earliest moment of which a touch counts, ISO 8601 in UTC. */
export function lookbackFrom(placedAt: string, lookbackDays: number): string {
  return new Date(Date.parse(placedAt) - lookbackDays * DAY_MS).toISOString();
}

/**
 * Divides the touches tied to an order into those that count and those that don't, each with the reason. It depends on the
 * touches and the order alone, never on which was heard of first.
 */
export function consideredTouches(tied: readonly TiedTouch[], order: TouchWindow) {
  const from = lookbackFrom(order.placedAt, order.lookbackDays);
  const leftOut: LeftOut[] = [];
  const counting: TiedTouch[] = [];
  for (const touch of inOrderOfTime(tied)) {
    const reason = reasonAgainst(touch, order, from);
    if (reason) leftOut.push({ touch, reason });
    else counting.push(touch);
  }
  const surplus = counting.splice(0, Math.max(0, counting.length - MOST_TOUCHES));
  leftOut.push(...surplus.map((touch) => ({ touch, reason: 'too_many' as const })));
  return { path: counting.map(asPathTouch), leftOut };
}

function reasonAgainst(touch: TiedTouch, order: TouchWindow, from: string): LeftOutReason | undefined {
  const isTest = order.own.includes(touch.id) ? order.test : touch.test;
  if (isTest) return 'test';
  if (touch.shop !== '' && touch.shop !== order.shop) return 'other_shop';
  if (touch.occurredAt > order.placedAt) return 'after_order';
  return touch.occurredAt < from ? 'too_old' : undefined;
}

function asPathTouch({
  id,
  occurredAt,
  agentId,
  personaId,
  department,
  channel,
  campaign,
  kind,
}: TiedTouch): PathTouch {
  return {
    ...{ id, occurredAt, channel, kind },
    ...(agentId && { agentId }),
    ...(personaId && { personaId }),
    ...(department && { department }),
    ...(campaign && { campaign }),
  };
}
