import { successOf } from './success-of.js';

describe('how much of an agent’s work ended well', () => {
  it('is not known of no work, and says why', () => {
    expect(successOf(0, 0, 30)).toEqual({
      ...{ samples: 0, right: 0, share: null, interval: null, percent: null },
      reason: 'no task of it ended in the last 30 days',
    });
    expect(successOf(0, 0, 1).reason).toBe('no task of it ended in the last day');
  });

  it('has an interval that is wider for less work', () => {
    const [little, much] = [successOf(2, 3, 30), successOf(200, 300, 30)];
    expect([little.percent, much.percent]).toEqual(['66.7', '66.7']);
    const width = ({ interval }: typeof little) => interval!.high - interval!.low;
    expect(width(little)).toBeGreaterThan(5 * width(much));
  });

  it('of nothing that went well is zero, which is known', () =>
    expect(successOf(0, 4, 7)).toMatchObject({ percent: '0.0', share: 0, reason: null }));
});
