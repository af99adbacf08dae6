import type { LetterJob } from './dead-letter.js';

const PAST = { redrive: 'redriven', discard: 'discarded' } as const;

/** A job in a sentence or two. */
export function jobText(job: LetterJob): string {
  const { id, kind, state, total, done, skipped, skips, endedBy, abortReason } = job;
  const why = Object.entries(skips).map(([reason, count]) => `${count} ${reason}`);
  const counts = `${done} of ${total} ${PAST[kind]}${skipped > 0 ? `, ${skipped} skipped (${why.join('; ')})` : ''}`;
  const end = state === 'aborted' ? ` by ${endedBy}: ${abortReason}` : '';
  return `Job ${id} ${state === 'running' || state === 'pending' ? `is ${state}` : state}${end}. ${counts}.${outcomeText(job)}`;
}

/** What the consumers have told by now; nothing of what was discarded, or not known of yet. */
const outcomeText = ({ handled, failedAgain }: LetterJob): string =>
  handled + failedAgain === 0 ? '' : ` By now ${handled} were handled, ${failedAgain} failed again and are open anew.`;
