import type { ChildEnd } from '../engine/playbook.js';
import type { StopReason } from './fulfilment-rows.js';
import { begin, claim, handover, submission, triage, type FulfilRun } from './fulfilment-steps.js';
import { field } from './json-field.js';

/** How it ended. */
export type Verdict = 'handed_over' | 'held' | 'stopped' | 'declined' | 'undecided' | 'failed' | 'elsewhere';

/** Ends after which a paid order lies where nobody looks, unless somebody is told. */
export const STUCK: ReadonlySet<Verdict> = new Set(['undecided', 'failed']);

/** What people said when they said no; everything else that is no yes is an order without an answer. */
const NO: ReadonlySet<string> = new Set(['rejected', 'changes_asked', 'denied']);

export function verdictOf(run: FulfilRun): Verdict {
  if (!run.of(begin).isOurs) return 'elsewhere';
  if (stopOf(run)) return 'stopped';
  if (run.maybe(claim)?.isClaimed === false) return 'elsewhere';
  if (run.maybe(handover)) return run.of(handover).state === 'succeeded' ? 'handed_over' : 'failed';
  const decision = run.maybe(submission);
  if (decision) return NO.has(decision.verdict) ? 'declined' : 'undecided';
  return run.of(triage).state === 'succeeded' && field(run.of(triage).output, 'verdict') !== 'refer'
    ? 'held'
    : 'failed';
}

/** Why it must not be printed any more; null when it may. */
export const stopOf = (run: FulfilRun): StopReason | null => run.of(begin).stopped ?? run.maybe(claim)?.stopped ?? null;

/** Null of what went well. */
export function reasonOf(run: FulfilRun): string | null {
  switch (verdictOf(run)) {
    case 'elsewhere':
      return `the task ${run.of(begin).otherTaskId ?? 'of somebody else'} fulfils it, or has`;
    case 'stopped':
      return `the order was ${stopOf(run)} before it was handed over`;
    case 'held':
      return faultsOf(run).join('; ') || 'it is not printed';
    case 'declined':
      return `the print job was not allowed: ${run.of(submission).reason}`;
    case 'undecided':
      return `nobody has decided about the print job (${run.of(submission).verdict}): ${run.of(submission).reason}`;
    case 'failed':
      return failureOf('the hand-over', run.maybe(handover)) ?? failureOf('the triage', run.maybe(triage));
    case 'handed_over':
      return null;
  }
}

/** A refund may be of a part: whether anything is left to print is for a person to say. */
export function attendedFor(run: FulfilRun): string {
  const reason = reasonOf(run) ?? 'it got stuck on its way to the printer';
  return stopOf(run) === 'refunded' ? `${reason}: what is left of it, if anything, is handed over by hand` : reason;
}

function failureOf(what: string, end: ChildEnd | undefined): string | null {
  if (!end) return null;
  if (end.state === 'late') return `${what} has not come to an end`;
  if (end.state === 'succeeded') return `${what} is left to people`;
  return `${what} ended as ${end.state}${end.error ? `: ${end.error}` : ''}`;
}

/** What the checks found, in words. */
export function faultsOf(run: FulfilRun): string[] {
  const faults = field(run.maybe(triage)?.output ?? null, 'faults');
  return Array.isArray(faults) ? faults.filter((fault): fault is string => typeof fault === 'string') : [];
}
