import { defineComputation } from '../engine/playbook.js';
import { maybeNumber, maybeText, text } from '../engine/reading.js';
import { byFrequency, meaningful } from '../wording/words.js';

/** What people add when they mean to buy a print. */
const INTENTS = ['wall art', 'canvas print', 'large', 'framed', 'for living room'];
const MOST = 20;

/** Terms by how often the texts use them, and with what buyers add. Volume and difficulty are unknown without a source. */
export const seoKeywords = defineComputation({
  name: 'seo.keywords',
  read: (input) => ({
    topic: text(input, 'topic'),
    text: maybeText(input, 'text') ?? '',
    most: maybeNumber(input, 'most') ?? MOST,
  }),
  compute: ({ input, settings }) => {
    const topic = meaningful(input.topic).join(' ') || input.topic.toLowerCase();
    const used = byFrequency(meaningful(`${input.topic} ${input.text}`)).map(({ term }) => term);
    const intents = settings.withIntents === false ? [] : INTENTS.map((intent) => `${topic} ${intent}`);
    const terms = [...new Set([topic, ...intents, ...used])].slice(0, Math.max(1, Math.min(input.most, MOST)));
    return { keywords: terms.map((term) => ({ term, volume: null, difficulty: null })) };
  },
  variants: { legacy: { withIntents: false } },
});
