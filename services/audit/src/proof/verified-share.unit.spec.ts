import type { Verification } from '@vividwalls/contracts';
import { verifiedShareOf } from './verified-share.js';

const span = (from: number, to: number) => ({ from: String(from), to: String(to), isFromBeginning: from === 1 });
const stream = (missing: number) => ({
  ...{ stream: 'SHOP', createdAt: '2026-11-01T00:00:00Z', first: 1, last: 10, missing, missingRanges: [] },
});
const share = (part: Partial<Verification>) => {
  const { ok, entries, proven } = verifiedShareOf({
    ...{ ok: false, events: 10, head: 'ab', streams: [stream(0)], faults: [], whole: [span(1, 10)], givenUpAt: null },
    ...{ askedAt: '2026-11-30T00:00:00Z', askedBy: 'user:owner', tookMs: 1, ...part },
  });
  return [ok, entries, proven];
};

describe('how much of the record is proven', () => {
  it('is all of it when it is whole, and of an empty one', () => {
    expect(share({ ok: true })).toEqual([true, 10, 10]);
    expect(share({ ok: true, events: 0, whole: [] })).toEqual([true, 0, 0]);
  });

  it('is what stands between the faults', () => {
    expect(share({ whole: [span(1, 4), span(6, 10)] })).toEqual([false, 10, 9]);
  });

  it('counts what is missing among what should be there', () => {
    expect(share({ streams: [stream(2), stream(3)] })).toEqual([false, 15, 10]);
  });

  it('is never all while something is wrong, were it the head alone', () => {
    expect(share({})).toEqual([false, 10, 9]);
    expect(share({ events: 0, whole: [] })).toEqual([false, 0, 0]);
  });
});
