import { defineComputation } from '../engine/playbook.js';
import { maybeText, text } from '../engine/reading.js';
import { found, words } from '../wording/words.js';

const CRITICAL = ['down', 'outage', 'breach', 'leak', 'lost', 'checkout', 'payments', 'hacked', 'unavailable'];
const HIGH = ['error', 'errors', 'failing', 'failed', 'timeout', 'refused', 'duplicate', 'wrong'];
const LOW = ['typo', 'cosmetic', 'wording', 'question', 'minor'];

const FIRST_STEP = {
  critical: 'tell the owner, stop what makes it worse, then look at the last change',
  high: 'look at the dead letters and at the last change',
  medium: 'reproduce it and write down how',
  low: 'put it on the list',
} as const;

export const triageIncident = defineComputation({
  name: 'incident.triage',
  read: (input) => ({ report: text(input, 'report'), component: maybeText(input, 'component') }),
  compute: ({ input: { report, component } }) => {
    const said = words(report);
    const severity =
      found(said, CRITICAL).length > 0
        ? 'critical'
        : found(said, HIGH).length > 0
          ? 'high'
          : found(said, LOW).length > 0
            ? 'low'
            : 'medium';
    return { severity, ...(component && { component }), firstStep: FIRST_STEP[severity] };
  },
});
