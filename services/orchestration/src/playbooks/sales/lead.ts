import { defineComputation } from '../engine/playbook.js';
import { maybeText, text } from '../engine/reading.js';
import { found, words } from '../wording/words.js';

/** Who the enquirer probably is, by what they write of. */
const SEGMENTS: Readonly<Record<string, readonly string[]>> = {
  hospitality: ['hotel', 'hotels', 'resort', 'restaurant', 'lobby', 'guest', 'guests', 'spa', 'suite', 'suites'],
  healthcare: ['clinic', 'hospital', 'patient', 'patients', 'dental', 'medical', 'practice', 'ward'],
  educational: ['school', 'university', 'campus', 'library', 'students', 'classroom', 'college'],
  corporate: ['office', 'offices', 'company', 'headquarters', 'employees', 'meeting', 'corporate', 'coworking'],
  designer: ['designer', 'architect', 'client', 'clients', 'project', 'studio', 'interior'],
  residential: ['home', 'living', 'bedroom', 'apartment', 'house', 'sofa', 'gift'],
};

const URGENT = ['deadline', 'urgent', 'budget', 'quote', 'purchase', 'order', 'weeks', 'opening', 'approved'];

/** Which kind of customer writes, how near they are to buying, and what is done next. */
export const qualifyLead = defineComputation({
  name: 'sales.qualify-lead',
  read: (input) => ({ enquiry: text(input, 'enquiry'), company: maybeText(input, 'company') ?? null }),
  compute: ({ input: { enquiry, company } }) => {
    const said = words(`${enquiry} ${company ?? ''}`);
    const ranked = Object.entries(SEGMENTS)
      .map(([segment, signs]) => ({ segment, signs: found(said, signs).length }))
      .sort((a, b) => b.signs - a.signs);
    const best = ranked[0]!;
    const quantity = Math.max(0, ...[...enquiry.matchAll(/\b(\d{1,4})\b/g)].map(([, n]) => Number(n)));
    const points =
      best.signs * 0.15 + found(said, URGENT).length * 0.15 + (quantity >= 10 ? 0.3 : 0) + (company ? 0.1 : 0);
    const score = Math.round(Math.min(1, points) * 100) / 100;
    const nextStep =
      score >= 0.6 ? 'send a quote' : score >= 0.3 ? 'ask for number, sizes and date' : 'send the catalogue';
    return { score, segment: best.signs > 0 ? best.segment : 'unknown', nextStep };
  },
});
