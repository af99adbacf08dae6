import fc from 'fast-check';
import { queryPlan, type QueryTerm } from './query-plan.js';

const term = (lexeme: string, documents: number, fields: Partial<QueryTerm> = {}): QueryTerm => ({
  ...{ asked: lexeme, lexeme, documents, likeness: 1 },
  ...fields,
});

describe('what is looked up', () => {
  it('is nothing when no word is known', () => expect(queryPlan([], 100)).toBeUndefined());

  it.each([
    [
      'every word of a small base',
      [term('price', 30), term('canva', 12)],
      `'canva'|'price'|(('price')&('canva'))`,
      null,
    ],
    ['the rarer words', [term('price', 50_000), term('canva', 12)], `'canva'|(('price')&('canva'))`, null],
    ['rarer words only until there are enough', [term('a', 150), term('b', 150)], `'a'|(('a')&('b'))`, null],
    [
      'all together where all are common, then the rarest',
      [term('a', 60_000), term('b', 50_000)],
      `('a')&('b')`,
      `'b'`,
    ],
    [
      'either spelling',
      [term('frame', 2, { asked: 'frmae' }), term('framed', 3, { asked: 'frmae' })],
      `'frame'|'framed'|(('frame'|'framed'))`,
      null,
    ],
    ['a quote as what it is', [term("o'brien", 1)], `'o''brien'|(('o''brien'))`, null],
  ])('%s', (_what, terms, retrieve, widened) => {
    expect(queryPlan(terms, 100_000)).toMatchObject({ retrieve, widened });
  });
});

describe('what words count', () => {
  const weight = (documents: number, of = 1_000, likeness = 1) =>
    queryPlan([term('x', documents, { likeness })], of)!.weights[0]!.weight;

  it('is more for a rarer one, more for its own spelling, and never nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), (documents) => {
        expect(weight(documents)).toBeGreaterThan(weight(documents + 1));
        expect(weight(documents)).toBeGreaterThan(weight(documents, 1_000, 0.5));
        expect(weight(documents + 1)).toBeGreaterThan(0);
      }),
    );
  });

  it('is that of BM25', () => expect(weight(1_000, 100_000)).toBeCloseTo(Math.log(1 + 99_000.5 / 1_000.5), 10));
});
