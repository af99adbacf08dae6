/**
 * A replay rebuilds one read model from its events, beside the live one, and puts the result in its place.
 *
 * ```
 *   preparing ─▶ archive ─▶ stream ─▶ catching up ─▶ swapping ─▶ done
 *                                          ▲             │
 *                                          └── too much left, or a lock not to be had
 *   any ─▶ failed (it says why) │ aborted (somebody asked) │ interrupted (its process died or was stopped)
 * ```
 *
 * *preparing*: leftovers are removed, empty tables and an inbox made in the rebuild schema. *archive*, *stream*: events are
 * read in the order of their time over all sources and written by the model's own handlers, whose unqualified table names
 * mean the tables beside. *catching up*: the sources were exhausted once; the live consumer goes on all the while.
 * *swapping*: the live consumer is shut out, the rest is written, tables and inbox are exchanged in one transaction.
 *
 * Invariants:
 * - Nothing outside of the rebuild schema changes before the transaction of the swap, except the replay's own row in the
 *   history. Every transaction is looked through for writes elsewhere before it commits.
 * - The tables beside hold the effects of exactly the events in the inbox beside: both are written in one transaction.
 * - At the swap every event that the live model has handled is in the inbox beside, or lies before the place from where the
 *   replay began, or is listed as skipped; and afterwards the live inbox knows every event that the tables hold. So nothing is
 *   lost by the swap and nothing takes effect twice after it.
 * - A service has one replay at a time. It holds an advisory lock and writes through that very session, so a replay that lost
 *   its lock can write nothing any more.
 *
 * Failure points: death at any place before the swap's commit leaves tables beside, which nobody reads and the next start
 * removes; the session's end releases both locks, and the live consumer goes on. Death after that commit leaves nothing undone.
 */
export const REPLAY_PHASES = [
  'preparing',
  'archive',
  'stream',
  'catching up',
  'swapping',
  'done',
  'failed',
  'aborted',
  'interrupted',
] as const;

export type ReplayPhase = (typeof REPLAY_PHASES)[number];

export type ReplayOutcome = Extract<ReplayPhase, 'done' | 'failed' | 'aborted' | 'interrupted'>;

/**
 * Where a replay begins: with all there is; with what was stored at a time or later; or at a sequence, for a model that
 * reads one stream. From later than the beginning, older events count as handled and the rebuilt tables do not hold them.
 */
export type ReplayOrigin = 'beginning' | { readonly time: Date } | { readonly sequence: number };

export interface ReplayRequest {
  readonly from: ReplayOrigin;
  readonly reason: string;
  /** Who asks: `user:…`, `key:…` */
  readonly actor: string;
  /** Goes on without events that cannot be handled, and lists them. Otherwise the first one ends the replay. */
  readonly skipFailed?: boolean;
  /** Asking twice under the same key is asking once. */
  readonly idempotencyKey?: string;
}

/** An event that the rebuilt tables do not hold. */
export interface FailedEvent {
  /** `stream LOANS, sequence 17` or `archive of LOANS, row 12` */
  readonly place: string;
  readonly eventId: string | null;
  readonly eventType: string | null;
  readonly error: string;
}

/** How far a replay has come. */
export interface ReplayProgress {
  readonly phase: ReplayPhase;
  /** Messages read from the sources. */
  readonly taken: number;
  /** Messages to read in all, as far as is known now; grows with live traffic, and leaves out what the archive still holds. */
  readonly total: number;
  /** Events written. */
  readonly handled: number;
  /** Messages whose event was written before. */
  readonly repeats: number;
  /** Events whose cause has not been seen yet. */
  readonly waiting: number;
  readonly failed: number;
  /** The first of the failed ones. */
  readonly failures: readonly FailedEvent[];
  /** Messages read per second, of late. */
  readonly perSecond: number;
  readonly swapAttempts: number;
}

/** One replay, as the history tells it. */
export interface ReplayRecord extends ReplayProgress {
  readonly id: string;
  readonly model: string;
  readonly from: 'beginning' | { readonly time: string } | { readonly sequence: number };
  readonly reason: string;
  readonly actor: string;
  readonly skipFailed: boolean;
  readonly startedAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
  /** Seconds still to go at the present speed; null when ended or unknown. */
  readonly etaSeconds: number | null;
  /** How long live handling stood still for the swap, ms; null before it. */
  readonly pauseMs: number | null;
  /** Why it did not get through. */
  readonly error: string | null;
}

/** What is told to the audit when a replay starts and when it ends. */
export type ReplayAct =
  | {
      readonly kind: 'started';
      readonly replayId: string;
      readonly model: string;
      readonly from: ReplayRecord['from'];
      readonly reason: string;
      readonly actor: string;
      readonly skipFailed: boolean;
    }
  | {
      readonly kind: 'ended';
      readonly replayId: string;
      readonly model: string;
      readonly outcome: ReplayOutcome;
      /** Who asked for the abort; otherwise who started it. */
      readonly actor: string;
      readonly handled: number;
      readonly failed: number;
      readonly pauseMs: number | null;
      readonly error: string | null;
    };

export const originToJson = (from: ReplayOrigin): ReplayRecord['from'] =>
  typeof from === 'object' && 'time' in from ? { time: from.time.toISOString() } : from;
