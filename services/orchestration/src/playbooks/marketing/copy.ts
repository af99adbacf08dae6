import { defineComputation } from '../engine/playbook.js';
import { maybeNumber, maybeText, text, texts } from '../engine/reading.js';
import { byFrequency, fitted, meaningful } from '../wording/words.js';

const OPENINGS: Readonly<Record<string, string>> = {
  advertisement: 'Give your wall something to say.',
  page: 'Art that changes how a room feels.',
  post: 'New on the wall:',
  headline: '',
};
const CLOSING = 'Printed to order on archival canvas. See it at vividwalls.co.';

/** A text out of a template: the brief in its own words, with the shop's opening and closing. Nothing is claimed beyond it. */
export const writeCopy = defineComputation({
  name: 'copy.write',
  read: (input) => ({
    brief: text(input, 'brief').trim(),
    kind: maybeText(input, 'kind') ?? 'page',
    maxCharacters: maybeNumber(input, 'maxCharacters') ?? 2_000,
  }),
  compute: ({ input: { brief, kind, maxCharacters }, settings }) => {
    const opening = typeof settings.opening === 'string' ? settings.opening : (OPENINGS[kind] ?? OPENINGS.page!);
    const sentence = /[.!?]$/.test(brief) ? brief : `${brief}.`;
    const whole = kind === 'headline' ? brief : [opening, sentence, CLOSING].filter(Boolean).join(' ');
    return { text: fitted(whole, maxCharacters), headline: fitted(headline(brief), 60) };
  },
  variants: { legacy: { opening: 'Discover VividWalls.' } },
});

function headline(brief: string): string {
  const first = brief.split(/[.!?\n]/)[0]!.trim() || brief;
  return first[0]!.toUpperCase() + first.slice(1);
}

interface Rule {
  readonly pattern: RegExp;
  readonly by: string;
  readonly says: string;
}

const RULES: readonly Rule[] = [
  { pattern: /[ \t]{2,}/g, by: ' ', says: 'double blanks' },
  { pattern: / +([,.;:!?])/g, by: '$1', says: 'a blank before a punctuation mark' },
  { pattern: /([!?])\1+/g, by: '$1', says: 'repeated punctuation marks' },
  { pattern: /\b(\w+) \1\b/gi, by: '$1', says: 'a word twice' },
  { pattern: /\bvery unique\b/gi, by: 'unique', says: '“very unique”' },
  { pattern: /\butili[sz]e\b/gi, by: 'use', says: '“utilise”' },
  { pattern: /\bin order to\b/gi, by: 'to', says: '“in order to”' },
  { pattern: /\bvivid ?walls\b/gi, by: 'VividWalls', says: 'how the shop is written' },
];

/** Mends what a rule can mend, and says what it mended. */
export const editCopy = defineComputation({
  name: 'copy.edit',
  read: (input) => ({ text: text(input, 'text'), rules: texts(input, 'rules') }),
  compute: ({ input }) => {
    const changes: string[] = [];
    const mended = RULES.reduce((now, { pattern, by, says }) => {
      const next = now.replaceAll(pattern, by);
      if (next !== now) changes.push(says);
      return next;
    }, input.text);
    return { text: mended.trim(), changes, unchecked: input.rules };
  },
});

/** A description out of what is known of the artwork, and the words by which it is found. */
export const describeArtwork = defineComputation({
  name: 'catalog.describe',
  read: (input) => ({
    artwork: text(input, 'artwork'),
    collection: maybeText(input, 'collection'),
    notes: maybeText(input, 'notes'),
  }),
  compute: ({ input: { artwork, collection, notes } }) => ({
    title: artwork,
    description: [
      `“${artwork}”${collection ? ` is part of the collection ${collection}` : ' is printed to order'}.`,
      ...(notes ? [notes] : []),
      'As a canvas roll or gallery wrapped, in 24x36, 36x48 and 53x72 inches.',
    ].join(' '),
    searchText: byFrequency(meaningful(`${artwork} ${collection ?? ''} ${notes ?? ''} wall art canvas print`))
      .map(({ term }) => term)
      .join(' '),
  }),
});
