import { creditedBase, marksOf, type Credit } from './credit.js';

const credit = (fields: Partial<Credit>): Credit => ({
  ...{ agentId: null, personaId: null, department: null, campaign: null, amountMinor: 100n },
  ...fields,
});
const nobody = { campaigns: [], agents: [] };

describe('what of an order counts for a plan', () => {
  const credits = [
    credit({ agentId: 'a', department: 'Sales', campaign: 'spring' }),
    credit({ agentId: 'a', personaId: 'p', amountMinor: 20n }),
    credit({ agentId: 'b', department: 'Sales', amountMinor: 3n }),
    credit({ amountMinor: 4_000n }),
  ];

  it.each([
    ['agent', 'a', 120n],
    ['persona', 'p', 20n],
    ['department', 'Sales', 103n],
    ['agent', 'nobody', 0n],
  ] as const)('is, of the %s %s, its own credits: %s', (kind, id, base) => {
    expect(creditedBase({ kind, id }, nobody, credits)).toBe(base);
  });

  it('is, of a partner, what any of its marks matches, once', () => {
    const ada = { kind: 'partner', id: 'a' } as const;
    expect(creditedBase(ada, { campaigns: ['spring'], agents: ['a', 'b'] }, credits)).toBe(123n);
    expect(creditedBase(ada, { campaigns: ['spring'], agents: [] }, credits)).toBe(100n);
    expect(creditedBase(ada, nobody, credits)).toBe(0n);
  });

  it('is nothing where more went back than came in', () => {
    const gone = [
      credit({ agentId: 'a', amountMinor: -150n }),
      credit({ agentId: 'a', campaign: 'x', amountMinor: 100n }),
    ];
    expect(creditedBase({ kind: 'agent', id: 'a' }, nobody, gone)).toBe(0n);
  });

  it('tells by what plans are looked for', () => {
    const order = { orderId: '1', shop: 's', currency: 'USD', placedOn: '2026-11-01', credits };
    expect(marksOf(['1', '2'], [order])).toEqual({
      beneficiaries: [
        { kind: 'agent', id: 'a' },
        { kind: 'agent', id: 'b' },
        { kind: 'persona', id: 'p' },
        { kind: 'department', id: 'Sales' },
      ],
      ...{ campaigns: ['spring'], agents: ['a', 'b'], orderIds: ['1', '2'] },
    });
  });
});
