import { neighbourOf, nextWaiting } from './next-waiting';

const rows = ['a', 'b', 'c'].map((id) => ({ id }));

describe('what is opened after a decision', () => {
  it.each([
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'b'],
    ['gone', 'a'],
  ])('after %s is %s', (id, next) => expect(nextWaiting(rows, id)?.id).toBe(next));

  it('is nothing after the last one', () => {
    expect(nextWaiting([{ id: 'a' }], 'a')).toBeUndefined();
    expect(nextWaiting([], 'a')).toBeUndefined();
  });
});

describe('going through a list by keys', () => {
  it.each([
    [undefined, 1, 'a'],
    ['a', 1, 'b'],
    ['b', -1, 'a'],
    ['a', -1, undefined],
    ['c', 1, undefined],
  ] as const)('from %s by %i leads to %s', (id, step, to) => expect(neighbourOf(rows, id, step)?.id).toBe(to));
});
