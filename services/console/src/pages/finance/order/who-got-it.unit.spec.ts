import { isNothingLeft, reasonOf, whoGotIt, type Credited } from './who-got-it';

const touch = (touchId: string, agentId: string | null, weight: string): Credited => ({
  ...{ touchId, agentId, weight, source: 'interaction', occurredAt: '2026-11-09T12:00:00.000Z', personaId: null },
  ...{ department: null, channel: 'chat', campaign: null, kind: 'direct', sharePercent: '0.00', exactMinor: '0' },
  ...{ rounding: 'exact', amountMinor: '0', why: 'touch' },
});

describe('why a touch weighs what it does', () => {
  it.each([
    ['touch 7 of 10: all weigh the same', 'all weigh the same'],
    ['the last touch before the order gets all', 'the last touch before the order gets all'],
  ])('%j is said as %j beside its number', (why, reason) => {
    expect(reasonOf(why)).toBe(reason);
  });
});

describe('an order', () => {
  it.each([
    ['0', true],
    ['1', false],
    ['-1', false],
  ])('of %s left has nothing to divide: %s', (netRevenueMinor, isNothing) =>
    expect(isNothingLeft({ netRevenueMinor })).toBe(isNothing),
  );
});

describe('who got something of an order', () => {
  const touches = [touch('a', 'sam', '0'), touch('b', 'pam', '1'), touch('c', 'pam', '0'), touch('d', null, '1')];
  const share = (agentId: string | null, sharePercent: string, touchIds: string[]) => ({
    ...{ agentId, amountMinor: '100', sharePercent, touchIds },
  });

  it('is told with the touches that brought it, by their numbers in time', () => {
    const { got } = whoGotIt({
      touches,
      shares: [share('pam', '50.00', ['b', 'c']), share(null, '50.00', ['d']), share('sam', '0.00', ['a'])],
    });
    expect(got.map(({ agentId, because }) => [agentId, because.map(({ number }) => number)])).toEqual([
      ['pam', [2]],
      [null, [4]],
    ]);
  });

  it('is apart from those that touched it for nothing', () => {
    expect(whoGotIt({ touches, shares: [share('sam', '0.00', ['a'])] })).toEqual({ got: [], nothing: ['sam'] });
  });
});
