/**
 * What has become of a dead letter.
 *
 * ```
 *   open ──redrive──▶ redriving ──its consumer handles the event──▶ handled
 *     │                 │     └───it fails once more──▶ failed again   (that failure is a letter of its own, and open)
 *     │                 └─ nothing heard for STUCK_AFTER_MS: redrive or discard once more
 *     └──discard──▶ discarded
 * ```
 *
 * *open*: nobody has decided; the event has had no effect in its consumer. *redriving*: its message is on the way to that
 * one consumer. *handled*, *failed again*, *discarded* are ends; the first two are told by the consumer, the third by an
 * operator.
 *
 * Invariants:
 * - The state depends on the set of events about a letter, not on their order or number. Two things are kept, and each only
 *   grows: the last act of an operator (later wins; the event's id decides between equals) and the outcome (`failed again`
 *   gives way to `handled`). The state is the outcome if there is one, else what the last act made of it, else open. So
 *   {@link progressed} commutes, associates and is idempotent, and a rebuild from the events ends in the same rows.
 * - Only a command starts from a state. It holds the letter's row lock, so two operators cannot both act on an open letter.
 *   A second act is only possible {@link STUCK_AFTER_MS} after the first, so it is also the later one wherever the events
 *   are read again.
 * - Commands write the same change that their event will bring once more.
 *
 * Failure points:
 * - Death after the command's commit: message and event are rows of the outbox, and go out later. Before it: nothing was.
 * - The consumer dies between putting a second failure into the dead letters and settling its message: the event may still
 *   be handled on the next delivery. Then both outcomes arrive, and `handled` is the truth.
 * - The redriven message never reaches a consumer (its name is gone, its stream was lost): the letter stays *redriving*;
 *   after {@link STUCK_AFTER_MS} an operator may act again. The message id is the same, and the consumer's inbox knows what
 *   was handled, so sending twice is sending once.
 * - An outcome comes before the letter itself (streams are read by several hands): the row waits, without its facts, and is
 *   not shown until they come.
 */
export type LetterState = 'open' | 'redriving' | 'handled' | 'failed again' | 'discarded';

export const LETTER_STATES: readonly LetterState[] = ['open', 'redriving', 'handled', 'failed again', 'discarded'];

/** Longer than the attempts of an event that fails again take, about ten minutes; then its second failure is known. */
export const STUCK_AFTER_MS = 15 * 60_000;

/** What an operator decided. */
export interface LetterAct {
  readonly kind: 'redriven' | 'discarded';
  /** Id of the event that tells of it. */
  readonly eventId: string;
  /** ms since 1970 */
  readonly atMs: number;
  readonly by: string;
  readonly reason: string;
  /** Whether the message was mended before it was sent. */
  readonly edited: boolean;
  /** The job that acted for the operator, if one did. */
  readonly jobId: string | null;
}

/** What the letter's consumer made of a redriven event; the later one outweighs. */
const OUTCOMES = ['failed again', 'handled'] as const;
export type LetterOutcome = (typeof OUTCOMES)[number];

export interface LetterProgress {
  readonly act: LetterAct | null;
  readonly outcome: LetterOutcome | null;
  /** When the outcome came about, ms since 1970. */
  readonly settledAtMs: number | null;
  /** The letter of the second failure. */
  readonly nextLetterId: string | null;
}

export const NO_PROGRESS: LetterProgress = { act: null, outcome: null, settledAtMs: null, nextLetterId: null };

export type LetterChange =
  | { readonly kind: 'act'; readonly act: LetterAct }
  | {
      readonly kind: 'outcome';
      readonly outcome: LetterOutcome;
      readonly atMs: number;
      readonly nextLetterId: string | null;
    };

/** The progress after one more change, whichever came first. */
export function progressed(progress: LetterProgress, change: LetterChange): LetterProgress {
  if (change.kind === 'act') return { ...progress, act: laterAct(progress.act, change.act) };
  const { outcome, settledAtMs } = progress;
  const gain = weightOf(change.outcome) - weightOf(outcome);
  return {
    ...progress,
    outcome: gain > 0 ? change.outcome : outcome,
    settledAtMs: gain > 0 ? change.atMs : gain < 0 ? settledAtMs : Math.min(change.atMs, settledAtMs ?? change.atMs),
    nextLetterId: greater(progress.nextLetterId, change.nextLetterId),
  };
}

export function stateOf({ act, outcome }: LetterProgress): LetterState {
  if (outcome) return outcome;
  if (act) return act.kind === 'redriven' ? 'redriving' : 'discarded';
  return 'open';
}

/** Whether an operator may act on a letter now: it is open, or its redrive has led to nothing for too long. */
export function mayAct(progress: LetterProgress, nowMs: number): boolean {
  const state = stateOf(progress);
  return state === 'open' || (state === 'redriving' && nowMs - progress.act!.atMs >= STUCK_AFTER_MS);
}

const weightOf = (outcome: LetterOutcome | null): number => (outcome ? OUTCOMES.indexOf(outcome) : -1);

function laterAct(one: LetterAct | null, other: LetterAct): LetterAct {
  if (!one || other.atMs > one.atMs) return other;
  return other.atMs === one.atMs && other.eventId > one.eventId ? other : one;
}

function greater(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return other > one ? other : one;
}
