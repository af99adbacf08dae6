import { defineComputation } from '../engine/playbook.js';
import { maybeNumber, text } from '../engine/reading.js';
import { found, words } from '../wording/words.js';

const GOOD = [
  ...['love', 'loved', 'beautiful', 'great', 'gorgeous', 'stunning', 'perfect', 'excellent', 'amazing', 'vibrant'],
  ...['recommend', 'quality', 'happy', 'fast', 'wonderful', 'fantastic', 'pleased', 'superb', 'best'],
];
const BAD = [
  ...['bad', 'poor', 'terrible', 'awful', 'broken', 'damaged', 'disappointed', 'disappointing', 'late', 'faded'],
  ...['blurry', 'cheap', 'refund', 'worst', 'wrong', 'slow', 'waste', 'torn', 'never', 'bent'],
];
const NEGATIONS = new Set(['not', 'no', 'never', "don't", 'don’t', "isn't", 'isn’t', "wasn't", 'wasn’t', 'hardly']);

const TOPICS: Readonly<Record<string, readonly string[]>> = {
  delivery: ['delivery', 'shipping', 'late', 'arrived', 'fast', 'slow', 'package', 'packaging'],
  quality: ['quality', 'faded', 'blurry', 'canvas', 'paper', 'print', 'frame', 'damaged', 'torn'],
  colour: ['colour', 'colours', 'color', 'colors', 'vibrant', 'faded', 'bright', 'dark'],
  price: ['price', 'expensive', 'cheap', 'worth', 'value', 'money'],
  service: ['service', 'support', 'answer', 'helpful', 'rude', 'reply'],
};

/** Good words minus bad ones; a word after a negation counts for the other side. */
export function sentimentScore(text: string): number {
  const said = words(text);
  return said.reduce((score, word, i) => {
    const value = GOOD.includes(word) ? 1 : BAD.includes(word) ? -1 : 0;
    const isNegated = said.slice(Math.max(0, i - 2), i).some((before) => NEGATIONS.has(before));
    return score + (isNegated ? -value : value);
  }, 0);
}

/** The stars count as two words: they are the customer's own summary. */
const STAR_WEIGHT = 2;

export const classifyReview = defineComputation({
  name: 'reviews.classify',
  read: (input) => ({ text: text(input, 'text'), rating: maybeNumber(input, 'rating') }),
  compute: ({ input, settings }) => {
    const weight = typeof settings.starWeight === 'number' ? settings.starWeight : STAR_WEIGHT;
    const stars = input.rating === undefined ? 0 : Math.sign(input.rating - 3) * weight;
    const score = sentimentScore(input.text) + stars;
    const said = words(input.text);
    return {
      sentiment: score > 0 ? 'positive' : score < 0 ? 'negative' : 'neutral',
      topics: Object.entries(TOPICS).flatMap(([topic, signs]) => (found(said, signs).length > 0 ? [topic] : [])),
    };
  },
  // The agent before read the words alone.
  variants: { legacy: { starWeight: 0 } },
});
