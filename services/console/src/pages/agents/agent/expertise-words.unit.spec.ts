import { outcomesInWords, ownInWords } from './expertise-words';

const NONE = { successes: 0, failures: 0, prior: 0.9 };

describe('expertise in words', () => {
  it('tells outcomes as they weigh', () =>
    expect(outcomesInWords({ successes: 95.97, failures: 0 })).toBe('96 well, 0 not, as they weigh now'));

  it('tells its own outcomes where there are any', () =>
    expect(ownInWords({ ...NONE, failures: 1 }, true)).toBe('0 well, 1 not, as they weigh now'));

  it('says that nothing is known yet', () =>
    expect(ownInWords(NONE, false)).toMatch(/^an estimate to start with \(90.*\): no outcome yet$/));

  it('says where the outcomes are when its work was done in personas', () =>
    expect(ownInWords(NONE, true)).toMatch(/no outcome in its own role; its work was done in personas$/));
});
