import fc from 'fast-check';
import type { BudgetAccount, LimitKind } from '../budget-account.js';
import { scopeText } from '../budget-scope.js';
import { decideSpends } from './decide-spends.js';
import { heldMinor, type SpendRequest } from './spend-request.js';

const DAY = '2026-11-24';

interface Given {
  readonly category?: string | null;
  readonly agentId?: string | null;
  readonly unit?: string;
  readonly limit?: LimitKind;
  readonly allocated: bigint;
  readonly spent?: bigint;
  readonly isDaily?: boolean;
}

function budget(given: Given): BudgetAccount {
  const { category = null, agentId = null, unit = 'USD', limit = 'hard', isDaily = false } = given;
  const scope = scopeText({ department: 'marketing', category, agentId, unit, isDaily });
  return {
    ...{ id: scope, scope, department: 'marketing', category, agentId, unit, limit },
    ...{ periodStart: isDaily ? DAY : '2026-11-01', periodEnd: isDaily ? DAY : '2026-11-30' },
    ...{ allocatedMinor: given.allocated, spentMinor: given.spent ?? 0n, reservedMinor: 0n },
    ...{ thresholds: [], thresholdsReached: [], plan: null, dailyBudgetId: null, movements: 1 },
    ...{ createdAt: new Date(0), createdBy: 'user:owner' },
  };
}

function ask(amountMinor: bigint, given: Partial<SpendRequest> = {}): SpendRequest {
  return {
    ...{ key: 'k', actor: 'agent:writer', agentId: 'writer', department: 'marketing', category: 'llm', unit: 'USD' },
    ...{ purpose: 'a letter', amountMinor, allowanceMinor: 0n, expiresInS: 900 },
    ...given,
  };
}

const decide = (budgets: readonly Given[], requests: readonly SpendRequest[]) =>
  decideSpends(requests, new Map(budgets.map(budget).map((one) => [one.scope, one])), DAY);

describe('a decision on a spend', () => {
  it('is yes to the last cent, and no to the next', () => {
    const rulings = decide([{ allocated: 100n }], [ask(60n), ask(40n), ask(1n)]);
    expect(rulings.map(({ verdict, remainingMinor }) => [verdict, remainingMinor])).toEqual([
      ['authorised', 40n],
      ['authorised', 0n],
      ['refused', 0n],
    ]);
    expect(rulings[2]!.reason).toBe(
      'the hard limit of marketing (2026-11-01 to 2026-11-30) has 0.00 USD left, 0.01 USD would be held',
    );
  });

  it('counts the allowance, and lets a smaller one pass after one that was too large', () => {
    const rulings = decide(
      [{ allocated: 100n }],
      [ask(90n, { allowanceMinor: 11n }), ask(90n, { allowanceMinor: 10n })],
    );
    expect(rulings.map(({ verdict }) => verdict)).toEqual(['refused', 'authorised']);
  });

  it.each<[string, Given[], Partial<SpendRequest>]>([
    ['there is no budget', [], {}],
    ['it is of another category', [{ category: 'printing', allocated: 100n }], {}],
    ['it is of another agent', [{ agentId: 'painter', allocated: 100n }], {}],
    ['it is of another currency', [{ unit: 'EUR', allocated: 100n }], {}],
    ['it is in tokens', [{ unit: 'tokens', allocated: 100n }], {}],
    ['it is of another department', [{ allocated: 100n }], { department: 'sales' }],
  ])('is no when %s', (_why, budgets, request) => {
    expect(decide(budgets, [ask(1n, request)])).toMatchObject([
      {
        verdict: 'refused',
        budgets: [],
        remainingMinor: undefined,
        reason: expect.stringMatching(/^no budget in USD of/),
      },
    ]);
  });

  it('needs room at every level, and names the most specific one without', () => {
    const levels = [
      { allocated: 1_000n },
      { category: 'llm', allocated: 50n },
      { agentId: 'writer', allocated: 40n, isDaily: true },
    ];
    const [fits, tooMuch, forOthers] = decide(levels, [ask(30n), ask(20n), ask(20n, { agentId: null })]);
    expect(fits).toMatchObject({ verdict: 'authorised', remainingMinor: 10n });
    expect(fits!.budgets.map(({ agentId, category }) => [agentId, category])).toEqual([
      ['writer', null],
      [null, 'llm'],
      [null, null],
    ]);
    expect(tooMuch!.reason).toMatch(/^the hard limit of marketing, agent writer \(2026-11-24\) has 0.10 USD left/);
    expect(forOthers).toMatchObject({ verdict: 'authorised', remainingMinor: 0n });
  });

  it('holds an agent to its limit whichever department it names', () => {
    expect(decide([{ agentId: 'writer', allocated: 10n }], [ask(11n, { department: 'sales' })])[0]!.verdict).toBe(
      'refused',
    );
  });

  it('asks a second person beyond a soft limit, unless a hard one refuses it', () => {
    const soft = { category: 'llm', limit: 'soft' as const, allocated: 10n };
    expect(decide([soft], [ask(11n), ask(10n)]).map(({ verdict }) => verdict)).toEqual([
      'approval_required',
      'authorised',
    ]);
    const [ruling] = decide([soft, { allocated: 5n }], [ask(11n)]);
    expect(ruling).toMatchObject({
      verdict: 'refused',
      reason: expect.stringContaining('the hard limit of marketing ('),
    });
  });

  it('never authorises a cent beyond any hard limit, and never refuses what fits', () => {
    const limits = fc.bigInt({ min: 0n, max: 300n });
    const request = fc.record({
      amountMinor: fc.bigInt({ min: 1n, max: 100n }),
      allowanceMinor: fc.bigInt({ min: 0n, max: 20n }),
      agentId: fc.constantFrom(null, 'writer', 'painter'),
      category: fc.constantFrom('llm', 'printing'),
    });
    fc.assert(
      fc.property(limits, limits, limits, fc.array(request, { maxLength: 40 }), (whole, llm, writer, given) => {
        const budgets = [
          { allocated: whole },
          { category: 'llm', allocated: llm },
          { agentId: 'writer', allocated: writer },
        ];
        const requests = given.map((one) => ask(one.amountMinor, one));
        const used = new Map<string, bigint>();
        for (const [i, ruling] of decide(budgets, requests).entries()) {
          const held = heldMinor(requests[i]!);
          const after = ruling.budgets.map((one) => ({ one, used: (used.get(one.id) ?? 0n) + held }));
          const fits = after.every((level) => level.used <= level.one.allocatedMinor);
          expect(ruling.verdict).toBe(fits ? 'authorised' : 'refused');
          if (fits) for (const level of after) used.set(level.one.id, level.used);
        }
      }),
    );
  });
});
