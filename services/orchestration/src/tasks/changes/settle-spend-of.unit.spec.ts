import { SPEND_STATES, type SpendState } from '../task.js';
import { changeOf, inMs } from '../testing/trial-record.js';
import { settleSpendOf } from './settle-spend-of.js';

const HELD = {
  ...{ spendNo: 2, spendKey: 'task/x/2', spendAgentId: 'worker', currency: 'USD', reservedMinor: 500n },
  spendUntil: inMs(60_000),
};

const settled = (
  spendState: SpendState,
  tryMinor: bigint | null,
  hasSucceeded: boolean,
  reservedMinor: bigint | null,
) => settleSpendOf(changeOf({ ...HELD, spendState, tryMinor, reservedMinor }), hasSucceeded);

/** What may be settled at the end of a try; every other state is left as it is. */
describe('the money of a try that is over', () => {
  it.each<[SpendState, bigint | null, boolean, bigint | null, SpendState, bigint | null]>([
    // state, what the try cost, did it succeed, what was held → state, what is committed
    ['reserved', 430n, true, 500n, 'to_commit', 430n],
    ['reserved', 430n, false, 500n, 'to_commit', 430n],
    ['reserved', 700n, true, 500n, 'to_commit', 700n],
    ['reserved', null, true, 500n, 'to_commit', 500n],
    ['reserved', null, false, 500n, 'to_release', null],
    ['reserved', 0n, true, 500n, 'to_release', null],
    ['reserved', 0n, false, 500n, 'to_release', null],
    ['reserved', null, true, null, 'to_release', null],
    ['asked', null, true, null, 'to_release', null],
    ['asked', null, false, null, 'to_release', null],
    ['asked', 430n, false, null, 'to_release', null],
  ])('%s, %s spent, succeeded %s, of %s: %s %s', (state, tryMinor, hasSucceeded, held, expected, actualMinor) => {
    const { after, spends } = settled(state, tryMinor, hasSucceeded, held);
    expect(after).toMatchObject({ spendState: expected, spendUntil: null });
    expect(spends).toEqual([expect.objectContaining({ n: 2, key: 'task/x/2', state: expected, actualMinor })]);
    expect(spends[0]!.reason).toBe(hasSucceeded ? 'the work is done' : 'the work was not done');
  });

  const others = SPEND_STATES.filter((state) => state !== 'asked' && state !== 'reserved');
  it.each(others.flatMap((state) => [true, false].map((hasSucceeded) => [state, hasSucceeded] as const)))(
    'stays %s (succeeded %s)',
    (state, hasSucceeded) => {
      const change = settled(state, 430n, hasSucceeded, 500n);
      expect(change.spends).toEqual([]);
      expect(change.after).toEqual(change.before);
    },
  );
});
