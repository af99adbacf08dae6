import type { LetterJob } from './dead-letter.js';

const PAST = { redrive: 'redriven', discard: 'discarded' } as const;

/** A job in a sentence or two. */
export function jobText({ id, kind, state, total, done, skipped, skips, endedBy, abortReason }: LetterJob): string {
  const why = Object.entries(skips).map(([reason, count]) => `${count} ${reason}`);
  const counts = `${done} of ${total} ${PAST[kind]}${skipped > 0 ? `, ${skipped} skipped (${why.join('; ')})` : ''}`;
  const end = state === 'aborted' ? ` by ${endedBy}: ${abortReason}` : '';
  return `Job ${id} ${state === 'running' || state === 'pending' ? `is ${state}` : state}${end}. ${counts}.`;
}
