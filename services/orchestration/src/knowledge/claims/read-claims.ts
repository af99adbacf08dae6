import type { Claim } from '../article.js';
import { kindAsked, quantitiesIn } from './quantities.js';
import { questionKey, tellingWords } from './question-key.js';

/** A claim that was read out of a text, with the words that it was read in. */
export interface ReadClaim extends Claim {
  readonly excerpt: string;
}

/** Sentences of an article that are looked at. */
const SENTENCES_MAX = 500;
const EXCERPT_MAX = 300;

/**
 * What a text answers to the questions that it says it answers, as far as figures go. For each question that asks for a kind of
 * figure (a price, a share, a time, a number) it is the first figure of that kind in the sentence that has most words in
 * common with the question, of several the first. A question with which no sentence has a word in common is answered by the only figure of its
 * kind, or by none. Wrong now and then, in a way that can be seen: the excerpt says what it was read from.
 */
export function readClaims(questions: readonly string[], body: string): ReadClaim[] {
  const sentences = sentencesOf(body).map((text) => ({
    text,
    words: tellingWords(text),
    quantities: quantitiesIn(text),
  }));
  const claims = new Map<string, ReadClaim>();
  for (const question of questions) {
    const [kind, key] = [kindAsked(question), questionKey(question)];
    if (kind === undefined || key === undefined) continue;
    const asked = tellingWords(question);
    const answers = sentences.flatMap(({ text, words, quantities }) => {
      const quantity = quantities.find((one) => one.kind === kind);
      return quantity ? [{ text, quantity, common: [...asked].filter((word) => words.has(word)).length }] : [];
    });
    const most = Math.max(0, ...answers.map(({ common }) => common));
    const best = most === 0 && answers.length > 1 ? undefined : answers.find(({ common }) => common === most);
    if (!best) continue;
    const { value, unit } = best.quantity;
    const claim = { key, value, unit, excerpt: best.text.slice(0, EXCERPT_MAX) };
    if (!claims.has(`${key} ${unit}`)) claims.set(`${key} ${unit}`, claim);
  }
  return [...claims.values()];
}

/** Sentences, lines of lists and rows of tables. A point in a number or before a small letter ends none. */
function sentencesOf(markdown: string): string[] {
  return markdown
    .split(/\n+|(?<=[.!?])\s+(?=[A-Z0-9“"])/)
    .map((line) => line.replace(/^[\s>#*|-]+/, '').trim())
    .filter((line) => line !== '')
    .slice(0, SENTENCES_MAX);
}
