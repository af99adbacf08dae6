import type { Contradiction } from './contradictions-between.js';
import { standingsOf, type StoredContradiction } from './standings.js';

const side = (articleId: string, value: string, version = 1) => ({ articleId, value, version });
const found = (fields: Partial<Contradiction> = {}): Contradiction => ({
  ...{ key: 'price.lowest', unit: 'USD', first: side('a', '400'), second: side('b', '153') },
  ...fields,
});
const at = new Date(0);
const stored = (fields: Partial<StoredContradiction> = {}): StoredContradiction => ({
  ...{ ...found(), id: 'c', state: 'open', foundAt: at, changedAt: at, holds: null, reason: null, resolvedBy: null },
  ...fields,
});
const RESOLVED = { state: 'resolved', holds: 'b', reason: 'live prices', resolvedBy: 'user:owner' } as const;

describe('what becomes of contradictions', () => {
  it.each([
    ['one that is new is open', [found()], [], 1, []],
    ['one that is known stays as it is', [found()], [stored()], 0, []],
    ['one that is resolved stays so', [found()], [stored(RESOLVED)], 0, []],
    ['one that is there no more is past', [], [stored()], 0, ['past']],
    ['one that was resolved and is there no more is past', [], [stored(RESOLVED)], 0, ['past']],
    ['one that is past stays so', [], [stored({ state: 'past' })], 0, []],
    ['one that is there again is open', [found()], [stored({ state: 'past' })], 0, ['open']],
    [
      'one that was resolved and is there again is resolved',
      [found()],
      [stored({ ...RESOLVED, state: 'past' })],
      0,
      ['resolved'],
    ],
    ['another value makes another one', [found({ second: side('b', '204') })], [stored(RESOLVED)], 1, ['past']],
    [
      'a further version that says the same is the same one',
      [found({ second: side('b', '153', 2) })],
      [stored(RESOLVED)],
      0,
      ['resolved'],
    ],
  ])('%s', (_what, now, known, opened, states) => {
    const standings = standingsOf(now, known);
    expect(standings.opened).toHaveLength(opened);
    expect(standings.changed.map(({ state }) => state)).toEqual(states);
  });

  it('takes over the versions that say it now', () => {
    const { changed } = standingsOf([found({ first: side('a', '400', 3) })], [stored()]);
    expect(changed[0]).toMatchObject({ id: 'c', first: { version: 3 }, second: { version: 1 } });
  });
});
