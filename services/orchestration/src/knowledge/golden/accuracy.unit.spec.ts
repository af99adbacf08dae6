import { accuracyOf, type Judged } from './accuracy.js';

const judged = (id: string, split: 'tuned' | 'held_out', answered: string | null): Judged => ({
  ...{ question: { id, question: `${id}?`, split, expectedArticle: 'a' }, answered },
});

describe('accuracy', () => {
  it('is the share of questions whose first answer is the right one, of all, tuned and held out', () => {
    const accuracy = accuracyOf([
      ...[judged('1', 'tuned', 'a'), judged('2', 'tuned', 'a'), judged('3', 'held_out', 'b')],
      judged('4', 'held_out', null),
    ]);
    expect(accuracy).toMatchObject({
      ...{ all: { samples: 4, right: 2, share: 0.5 }, tuned: { samples: 2, right: 2, share: 1 } },
      ...{ heldOut: { samples: 2, right: 0, share: 0 }, answered: { samples: 3, right: 2 } },
    });
    expect(accuracy.all.interval!.low).toBeLessThan(0.5);
    expect(accuracy.misses).toEqual([
      { id: '3', question: '3?', expected: 'a', answered: 'b' },
      { id: '4', question: '4?', expected: 'a', answered: null },
    ]);
  });

  it('is none without questions', () => {
    expect(accuracyOf([]).all).toEqual({ samples: 0, right: 0, share: null, interval: null });
  });
});
