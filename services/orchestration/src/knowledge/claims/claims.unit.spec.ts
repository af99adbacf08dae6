import fc from 'fast-check';
import {
  contradictionsBetween,
  contradictionText,
  type ArticleClaim,
} from '../contradictions/contradictions-between.js';
import { kindAsked, normalValue, quantitiesIn } from './quantities.js';
import { questionKey } from './question-key.js';
import { readClaims } from './read-claims.js';

describe('the key of a question', () => {
  it.each([
    ['What is the price range of your artworks?', 'asked:artwork-price-range'],
    ['price range of the artwork', 'asked:artwork-price-range'],
    ['How many prints are there per edition?', 'asked:edition-print'],
    ['What is it?', undefined],
  ])('%s', (question, key) => expect(questionKey(question)).toBe(key));
});

describe('figures of a text', () => {
  it.each([
    ['from $400 USD', [['money', '400', 'USD']]],
    ['between $1,000.00 and more', [['money', '1000', 'USD']]],
    ['$153-551 by size', [['money', '153-551', 'USD']]],
    [
      '250 USD or 12.50 dollars',
      [
        ['money', '250', 'USD'],
        ['money', '12.5', 'USD'],
      ],
    ],
    [
      '15 % off, or 10 percent',
      [
        ['percent', '15', '%'],
        ['percent', '10', '%'],
      ],
    ],
    [
      'within 5-7 business days, 24 hours at most',
      [
        ['duration', '5-7', 'business days'],
        ['duration', '24', 'hours'],
      ],
    ],
    ['50-100 prints per edition', [['count', '50-100', '']]],
    ['a 24x36 canvas, v2.1, no3', []],
    [
      '100 prints at $400 with 15 %',
      [
        ['count', '100', ''],
        ['money', '400', 'USD'],
        ['percent', '15', '%'],
      ],
    ],
  ])('%s', (text, expected) => {
    expect(quantitiesIn(text).map(({ kind, value, unit }) => [kind, value, unit])).toEqual(expected);
  });

  it.each([
    ['What does a print cost?', 'money'],
    ['Which discount do designers get?', 'percent'],
    ['How long does delivery take?', 'duration'],
    ['How many prints are in an edition?', 'count'],
    ['Who is the artist?', undefined],
  ])('%s asks for %s', (question, kind) => expect(kindAsked(question)).toBe(kind));

  it.each([
    ['1,000.00', '1000'],
    ['153.0', '153'],
    ['10', '10'],
    [' Canvas  Roll ', 'canvas roll'],
    ['50-100', '50-100'],
  ])('%s is compared as %s', (value, normal) => expect(normalValue(value)).toBe(normal));
});

describe('claims read from a text', () => {
  const PRICE = 'What is the price range of your artworks?';

  it('are the figure in the sentence nearest to the question, with that sentence', () => {
    const body = 'Shipping costs $25. Our artworks have a price range that starts from $400 USD, by size.';
    expect(readClaims([PRICE], body)).toEqual([
      { key: 'asked:artwork-price-range', value: '400', unit: 'USD', excerpt: expect.stringMatching(/^Our artworks/) },
    ]);
  });

  it.each([
    ['asks for no figure', ['Who is the artist?'], 'It costs $400.'],
    ['is answered without one', [PRICE], 'Artworks vary in price.'],
    ['has nothing in common with several figures', [PRICE], 'Shipping is $25. Framing is $80.'],
  ])('are none where a question %s', (_why, questions, body) => expect(readClaims(questions, body)).toEqual([]));

  it('take the only figure of its kind', () => {
    expect(readClaims([PRICE], 'They begin at $153.')).toMatchObject([{ value: '153' }]);
  });

  it('never throw, and are one for each question and unit, whatever is written', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 60 }), { maxLength: 5 }),
        fc.string({ maxLength: 300 }),
        (questions, body) => {
          const claims = readClaims(questions, body);
          expect(new Set(claims.map(({ key, unit }) => `${key} ${unit}`)).size).toBe(claims.length);
        },
      ),
    );
  });
});

const NOW = new Date('2026-11-29T12:00:00Z');
const claim = (articleId: string, value: string, fields: Partial<ArticleClaim> = {}): ArticleClaim => ({
  ...{ articleId, value, version: 1, key: 'price.lowest', unit: 'USD', validFrom: new Date(0), validUntil: null },
  ...fields,
});
const ids = (claims: readonly ArticleClaim[]) =>
  contradictionsBetween(claims, NOW).map(({ first, second }) => `${first.articleId} ${second.articleId}`);

describe('contradictions', () => {
  it('are told as a sentence', () => {
    const [found] = contradictionsBetween([claim('b', '153'), claim('a', '400', { version: 3 })], NOW);
    expect(contradictionText(found!)).toBe('price.lowest: a@3 says 400 USD, b@1 says 153 USD');
  });

  const day = (text: string) => new Date(`2026-${text}T00:00:00Z`);
  it.each([
    ['the same value', claim('b', '400'), []],
    ['the same article', claim('a', '153'), []],
    ['another unit', claim('b', '153', { unit: 'EUR' }), []],
    ['another key', claim('b', '153', { key: 'price.highest' }), []],
    ['one that was valid before', claim('b', '153', { validUntil: day('11-01') }), []],
    ['one that is valid no more at this instant', claim('b', '153', { validUntil: NOW }), []],
    ['one that will be valid', claim('b', '153', { validFrom: day('12-24') }), ['a b']],
    ['one that is valid', claim('b', '153'), ['a b']],
  ])('with %s', (_what, other, expected) => expect(ids([claim('a', '400'), other])).toEqual(expected));

  it('are none between times that do not meet', () => {
    expect(
      ids([claim('a', '400', { validUntil: day('12-01') }), claim('b', '153', { validFrom: day('12-01') })]),
    ).toEqual([]);
  });

  it('are between each two of several, whatever their order', () => {
    const claims = ['100', '300', '600', '50-100'].map((value, i) => claim(`e${i}`, value));
    const all = ids(claims);
    expect(all).toHaveLength(6);
    fc.assert(
      fc.property(fc.shuffledSubarray(claims, { minLength: 4 }), (shuffled) => expect(ids(shuffled)).toEqual(all)),
    );
  });

  it('are as many as pairs of different values, neither more nor fewer', () => {
    const some = fc.array(fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd'), value: fc.constantFrom('1', '2') }), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(some, (given) => {
        const claims = given.map(({ id, value }) => claim(id, value));
        const pairs = claims.flatMap((a, i) =>
          claims.slice(i + 1).filter((b) => a.articleId !== b.articleId && a.value !== b.value),
        );
        expect(contradictionsBetween(claims, NOW)).toHaveLength(pairs.length);
      }),
    );
  });
});
