import { describeGoal, shortfall } from './goal.js';

describe('a goal', () => {
  it.each([
    [{ of: 'ratio', atLeast: 8 } as const, { value: 1, ratio: 8 }, 0],
    [{ of: 'ratio', atLeast: 8 } as const, { value: 99, ratio: 6 }, 0.25],
    [{ of: 'value', atLeast: 25_000 } as const, { value: 30_000, ratio: null }, 0],
    [{ of: 'value', atMost: 20 } as const, { value: 2.7, ratio: 0.02 }, 0],
    [{ of: 'value', atMost: 20 } as const, { value: 30, ratio: null }, 0.5],
    [{ of: 'value', atMost: 10 } as const, { value: -1, ratio: null }, 0],
  ])('%j of %j is missed by %d', (goal, figure, expected) => {
    expect(shortfall(goal, figure)).toBeCloseTo(expected);
  });

  it('is not met by a figure that is not there', () => {
    expect(shortfall({ of: 'ratio', atLeast: 0.6 }, { value: 5, ratio: null })).toBe(1);
    expect(shortfall({ of: 'value', atMost: 3 }, { value: Number.NaN, ratio: null })).toBe(1);
  });

  it('is written as people write it', () => {
    expect(describeGoal({ of: 'ratio', atLeast: 8 })).toBe('≥ 8 ×');
    expect(describeGoal({ of: 'value', atLeast: 25_000 })).toBe('≥ 25,000');
    expect(describeGoal({ of: 'value', atMost: 15 })).toBe('≤ 15');
  });
});
