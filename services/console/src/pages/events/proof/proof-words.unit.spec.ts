import { checksOf, verdictOf } from './proof-words';
import type { Verification } from './use-verification';

const WHOLE: Verification = {
  ...{ ok: true, events: 12, head: 'ab'.repeat(32), faults: [] },
  streams: [{ stream: 'SHOP', createdAt: '2026-01-01T00:00:00Z', first: 1, last: 12, missing: 0, missingRanges: [] }],
};

describe('a proof in words', () => {
  it('says what was found whole', () => {
    expect(verdictOf({ verification: WHOLE, tookMs: 340 })).toBe(
      'The record is whole: 12 entries recomputed in 340 ms.',
    );
    expect(checksOf(WHOLE).every(({ isGood }) => isGood)).toBe(true);
  });

  it('names the place where it breaks, under the check that found it', () => {
    const broken: Verification = {
      ...{ ...WHOLE, ok: false },
      faults: [{ position: '7', reason: 'changed', message: 'Entry 7 is not what was recorded.' }],
      streams: [{ ...WHOLE.streams[0]!, missing: 2, missingRanges: [{ from: '3', to: '4' }] }],
    };
    const [own, links, head, gaps] = checksOf(broken);
    expect(own).toMatchObject({ isGood: false, found: 'changed: entry 7' });
    expect([links!.isGood, head!.isGood]).toEqual([true, true]);
    expect(gaps).toMatchObject({ isGood: false, found: '2 messages missing' });
    expect(verdictOf({ verification: broken, tookMs: 5 })).toMatch(/^The record is broken/);
  });
});
