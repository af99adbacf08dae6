import { defineComputation } from '../engine/playbook.js';
import { maybeText, text } from '../engine/reading.js';
import { fitted } from '../wording/words.js';

const SUBJECT_MAX = 80;

/** A letter to a partner or a business, in the words that were decided. A person reads it before it goes out. */
export const partnerOutreach = defineComputation({
  name: 'partner.outreach',
  read: (input) => ({
    ...{ partner: text(input, 'partner'), purpose: text(input, 'purpose') },
    ...{ terms: maybeText(input, 'terms'), subject: maybeText(input, 'subject') },
  }),
  compute: ({ input: { partner, purpose, terms, subject } }) => ({
    subject: fitted(subject ?? purpose, SUBJECT_MAX),
    text: [`Hello ${partner},`, purpose, ...(terms ? [terms] : []), 'VividWalls'].join('\n\n'),
  }),
});
