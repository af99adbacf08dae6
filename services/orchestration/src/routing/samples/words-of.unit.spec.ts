import fc from 'fast-check';
import { sameWords, wordsOf } from './words-of.js';

describe('the words of a text', () => {
  it.each<[string, string[]]>([
    ['Ships, shipping and SHIPPED', ['ship']],
    ['Queries about a query', ['query']],
    ['The colours of our catalogues', ['catalog', 'color']],
    ['We passed the glass to the boss', ['boss', 'glass', 'pass']],
    ['Is it for the Café’s lobby?', ['caf', 'lobby']],
    ['24x36 for #1467, 120 pieces', ['#', '#x#', 'piec']],
    ['Lieferung nach München, s’il vous plaît', ['lieferung', 'munchen', 'nach', 'plait', 'sil', 'vou']],
    ['And then? Why not!', []],
    ['', []],
  ])('of %j are %j', (text, words) => expect(wordsOf(text)).toEqual(words));

  it('are each there once, in their order, and the same for a text that was changed in case and signs only', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('Hotel', 'lobby', 'prints', '24x36', 'are', 'große'), { maxLength: 8 }),
        (words) => {
          const found = wordsOf(words.join(' '));
          expect(found).toEqual([...new Set(found)].sort());
          expect(wordsOf(`  ${words.join(' -- ').toLowerCase()}!`)).toEqual(found);
          expect(sameWords(`${words.join(', ').toUpperCase()}.`)).toBe(sameWords(words.join(' ').toLowerCase()));
        },
      ),
    );
  });

  it('of any text at all are found', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) =>
        expect(wordsOf(text).every((word) => word !== '')).toBe(true),
      ),
    );
  });
});
