import fc from 'fast-check';
import { allocate } from '@vividwalls/money';
import { sharesOf } from './shares-of.js';

const touch = (touchId: string, agentId: string | null, weight: bigint, amountMinor: bigint) => ({
  ...{ touchId, agentId, weight: weight.toString(), amountMinor: amountMinor.toString() },
});

describe('the shares of an order', () => {
  it('are those of agents, the largest first; touches that name none stand together', () => {
    const touches = [
      touch('1', 'sam', 1n, 2_500n),
      touch('2', null, 1n, 2_500n),
      touch('3', 'pam', 1n, 2_500n),
      touch('4', 'pam', 1n, 2_500n),
    ];
    expect(sharesOf(touches)).toEqual([
      { agentId: 'pam', amountMinor: '5000', sharePercent: '50.00', touchIds: ['3', '4'] },
      { agentId: null, amountMinor: '2500', sharePercent: '25.00', touchIds: ['2'] },
      { agentId: 'sam', amountMinor: '2500', sharePercent: '25.00', touchIds: ['1'] },
    ]);
  });

  it('are none of an order without touches', () => {
    expect(sharesOf([])).toEqual([]);
  });

  it('add up to all that was divided, every touch in one of them', () => {
    const agents = fc.constantFrom('sam', 'pam', null);
    const told = fc.array(fc.tuple(agents, fc.bigInt({ min: 0n, max: 9n })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.bigInt({ min: -9_999n, max: 9_999n }), told, (net, of) => {
        fc.pre(of.some(([, weight]) => weight > 0n));
        const amounts = allocate(
          net,
          of.map(([, weight]) => weight),
        );
        const shares = sharesOf(of.map(([agent, weight], i) => touch(String(i), agent, weight, amounts[i]!)));
        expect(shares.reduce((total, { amountMinor }) => total + BigInt(amountMinor), 0n)).toBe(net);
        expect(shares.flatMap(({ touchIds }) => touchIds).length).toBe(of.length);
      }),
    );
  });
});
