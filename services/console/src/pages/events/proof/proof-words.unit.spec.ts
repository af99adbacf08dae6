import { faultAt, stretchesOf } from './fault-words';
import { breakOf, checksOf, verdictOf } from './proof-words';
import type { ChainFault, Verification } from './use-verification';

const WHOLE: Verification = {
  ...{ ok: true, events: 12, head: 'ab'.repeat(32), faults: [], givenUpAt: null },
  whole: [{ from: '1', to: '12', isFromBeginning: true }],
  streams: [{ stream: 'SHOP', createdAt: '2026-01-01T00:00:00Z', first: 1, last: 12, missing: 0, missingRanges: [] }],
  ...{ askedAt: '2026-11-29T10:00:00Z', askedBy: 'user:owner', tookMs: 340 },
};
const CHANGED: ChainFault = {
  ...{ position: '7', to: '7', reason: 'changed', compared: 'hash of the message', expected: 'aa', found: 'bb' },
  message: 'Entry 7 is not what was recorded.',
};
const GONE: ChainFault = {
  ...{ position: '11', to: '12', reason: 'missing', compared: 'entries', expected: '2', found: '0' },
  message: 'Entries 11 to 12 are gone.',
};
const BROKEN: Verification = {
  ...{ ...WHOLE, ok: false, faults: [CHANGED, GONE] },
  whole: [
    { from: '1', to: '6', isFromBeginning: true },
    { from: '8', to: '10', isFromBeginning: false },
  ],
};

describe('a proof in words', () => {
  it('says what was found whole', () => {
    expect(verdictOf(WHOLE)).toBe('The record is whole: 12 entries recomputed in 340 ms.');
    expect(breakOf(WHOLE)).toBeUndefined();
    expect(checksOf(WHOLE).every(({ isGood }) => isGood)).toBe(true);
  });

  it('names the place where it breaks, under the check that found it', () => {
    const streams = [{ ...WHOLE.streams[0]!, missing: 2, missingRanges: [{ from: '3', to: '4' }] }];
    const broken = { ...WHOLE, ok: false, faults: [CHANGED], streams };
    const [own, links, head, gaps] = checksOf(broken);
    expect(own).toMatchObject({ isGood: false, found: 'changed: entry 7' });
    expect([links!.isGood, head!.isGood]).toEqual([true, true]);
    expect(gaps).toMatchObject({ isGood: false, found: '2 messages missing' });
    expect(verdictOf(broken)).toMatch(/^The record of events is broken at entry 7\. 12 entries recomputed/);
    expect(breakOf(BROKEN)).toBe('The record of events is broken in 2 places, first at entry 7.');
  });

  it('tells that the head names an entry that is gone', () => {
    expect(checksOf(BROKEN)[2]).toMatchObject({ isGood: false, found: 'it names entry 12, which is gone' });
  });

  it('does not call broken what is only incomplete', () => {
    const streams = [{ ...WHOLE.streams[0]!, missing: 2, missingRanges: [{ from: '3', to: '4' }] }];
    expect(breakOf({ ...WHOLE, ok: false, streams })).toBe(
      'The record of events is incomplete: 2 messages never came.',
    );
  });

  it('is found by any entry that a fault is about', () => {
    const found = ['6', '7', '11', '12', '13', 'odd'].map((position) => faultAt(BROKEN, position)?.reason);
    expect(found).toEqual([undefined, 'changed', 'missing', 'missing', undefined, undefined]);
  });

  it('goes from the first entry to the last, and tells a gap from an end that was cut off', () => {
    const stretches = stretchesOf(BROKEN).map((one) =>
      one.kind === 'whole' ? one.place : [one.words.title, one.words.expected[1], one.words.found[1]],
    );
    expect(stretches).toEqual([
      'Entries 1 to 6',
      ['Entry 7 was changed', 'aa', 'bb'],
      'Entries 8 to 10',
      ['Entries 11 to 12 are gone', '2 entries', 'nothing'],
    ]);
    const cut = (broken: Verification) =>
      stretchesOf(broken).flatMap((one) => (one.kind === 'fault' ? [/cut off/.test(one.words.meaning)] : []));
    expect(cut(BROKEN)).toEqual([false, true]);
    const goesOn = { ...BROKEN, whole: [...BROKEN.whole, { from: '13', to: '14', isFromBeginning: false }] };
    expect(cut(goesOn)).toEqual([false, false]);
  });
});
