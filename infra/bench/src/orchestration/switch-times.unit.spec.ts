import { hash } from 'node:crypto';
import { timesOf } from './switch-times.js';

const bucket = (subject: string) => Number.parseInt(hash('sha256', `m\n${subject}`, 'hex').slice(0, 12), 16) % 100;
const subject = (from: number, to: number): string => {
  const found = Array.from({ length: 10_000 }, (_, n) => `s${n}`).find((s) => bucket(s) >= from && bucket(s) < to);
  return found!;
};
const [first, middle, last] = [subject(0, 10), subject(10, 50), subject(50, 100)];
const begun = (subject: string, isTarget: boolean, at: number) => ({ subject, isTarget, at });
const MOVES = ['shadow', 'canary_10', 'canary_50', 'active', 'rolled_back'].map((state, i) => ({
  state,
  at: i * 1_000,
}));

describe('how quickly a switch takes effect', () => {
  it('is nothing when nobody begins work that is not theirs any more', () => {
    const times = timesOf('m', MOVES, [
      ...[begun(first, true, 1_010), begun(last, false, 1_020), begun(middle, true, 2_030)],
      ...[begun(last, true, 3_040), begun(first, false, 4_050)],
    ]);
    expect(times).toEqual([
      { to: 'canary_10', at: 1_000, lastWrongMs: 0, firstRightMs: 10 },
      { to: 'canary_50', at: 2_000, lastWrongMs: 0, firstRightMs: 30 },
      { to: 'active', at: 3_000, lastWrongMs: 0, firstRightMs: 40 },
      { to: 'rolled_back', at: 4_000, lastWrongMs: 0, firstRightMs: 50 },
    ]);
  });

  it('is the last beginning by the wrong side, counted from the step since which it is wrong', () => {
    const times = timesOf('m', MOVES, [
      begun(first, false, 1_200),
      begun(first, false, 2_500),
      begun(last, true, 4_300),
    ]);
    expect(times.map(({ lastWrongMs }) => lastWrongMs)).toEqual([1_500, 0, 0, 300]);
  });
});
