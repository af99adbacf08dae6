import fc from 'fast-check';
import type { BudgetAccount } from '../budget-account.js';
import { plus, reservation, usedMinor, type Movement } from '../budget-balance.js';
import { scopeText } from '../budget-scope.js';
import { decideSpends } from './decide-spends.js';
import { endOverdue, settlements } from './end-overdue.js';
import { settleSpend, type SettleOrder } from './settle-spend.js';
import { heldMinor, type SpendRequest } from './spend-request.js';
import { decisionOf, type Spend } from './spend.js';

const DAY = '2026-11-24';
const ACTOR = 'agent:writer';

/** Budgets and spends on paper: what the desks do with locks and rows, done with maps. */
class PaperOffice {
  readonly budgets = new Map<string, BudgetAccount>();
  readonly spends = new Map<string, Spend>();
  readonly movements: Movement[] = [];
  private nowS = 0;

  constructor(allocations: readonly { category: string | null; agentId: string | null; allocatedMinor: bigint }[]) {
    for (const { category, agentId, allocatedMinor } of allocations) {
      const of = { department: 'marketing', category, agentId, unit: 'USD', limit: 'hard' as const };
      const id = scopeText({ ...of, isDaily: false });
      this.budgets.set(id, {
        ...{ ...of, id, scope: id, periodStart: DAY, periodEnd: DAY, thresholds: [], thresholdsReached: [] },
        ...{ plan: null, dailyBudgetId: null, movements: 1, createdAt: new Date(0), createdBy: 'user:owner' },
        ...{ allocatedMinor, reservedMinor: 0n, spentMinor: 0n },
      });
    }
  }

  get now(): Date {
    return new Date(this.nowS * 1_000);
  }

  pass(seconds: number): void {
    this.nowS += seconds;
  }

  ask(request: SpendRequest): void {
    this.sweep();
    const [ruling] = decideSpends([request], this.budgets, DAY);
    const isYes = ruling!.verdict === 'authorised';
    const budgetIds = ruling!.budgets.map(({ id }) => id);
    this.spends.set(request.key, {
      ...{ ...request, id: request.key, state: isYes ? 'reserved' : 'refused', reason: ruling!.reason, budgetIds },
      ...{ remainingMinor: null, actualMinor: null, decidedAt: this.now, settledAt: null },
      expiresAt: isYes ? new Date(this.now.getTime() + request.expiresInS * 1_000) : null,
    });
    const of = { actor: ACTOR, reference: request.key };
    if (isYes) this.move(budgetIds.map((id) => reservation(id, heldMinor(request), of)));
  }

  settle(order: SettleOrder): void {
    const result = settleSpend(this.spends.get(order.key), order, this.now);
    if ('spend' in result && result.isChanged) this.end(result.spend);
  }

  sweep(): void {
    for (const spend of endOverdue(this.spends.values(), this.now)) this.end(spend);
  }

  private end(spend: Spend): void {
    this.spends.set(spend.key, spend);
    this.move(settlements(spend, ACTOR));
  }

  private move(movements: readonly Movement[]): void {
    for (const movement of movements) {
      this.movements.push(movement);
      const budget = this.budgets.get(movement.budgetId)!;
      this.budgets.set(budget.id, { ...budget, ...plus(budget, movement) });
    }
  }
}

const minor = (max: bigint) => fc.bigInt({ min: 0n, max });
const key = fc.nat({ max: 12 }).map((n) => `k${n}`);
const step = fc.oneof(
  fc.record({
    act: fc.constant('ask' as const),
    key,
    amountMinor: fc.bigInt({ min: 1n, max: 60n }),
    allowanceMinor: minor(20n),
    agentId: fc.constantFrom(null, 'writer'),
    category: fc.constantFrom('llm', 'printing'),
    expiresInS: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ act: fc.constant('commit' as const), key, actualMinor: minor(90n) }),
  fc.record({ act: fc.constant('release' as const), key }),
  fc.record({ act: fc.constant('pass' as const), seconds: fc.integer({ min: 1, max: 10 }) }),
);

function play(
  allocated: readonly [bigint, bigint, bigint],
  steps: readonly (typeof step extends fc.Arbitrary<infer S> ? S : never)[],
) {
  const office = new PaperOffice([
    { category: null, agentId: null, allocatedMinor: allocated[0] },
    { category: 'llm', agentId: null, allocatedMinor: allocated[1] },
    { category: null, agentId: 'writer', allocatedMinor: allocated[2] },
  ]);
  for (const one of steps) {
    if (one.act === 'pass') office.pass(one.seconds);
    else if (one.act !== 'ask') office.settle({ ...one, kind: one.act, actor: ACTOR } as SettleOrder);
    else if (!office.spends.has(one.key)) {
      const { act: _act, ...wish } = one;
      office.ask({ ...wish, actor: ACTOR, department: 'marketing', purpose: 'a letter', unit: 'USD' });
    }
    for (const budget of office.budgets.values()) {
      expect(usedMinor(budget) <= budget.allocatedMinor && budget.spentMinor >= 0n && budget.reservedMinor >= 0n).toBe(
        true,
      );
    }
  }
  return office;
}

const histories = fc.tuple(fc.tuple(minor(200n), minor(200n), minor(200n)), fc.array(step, { maxLength: 60 }));

describe('any history of spends', () => {
  it('stays within every limit, and leaves balances that spends and movements explain', () => {
    fc.assert(
      fc.property(histories, ([allocated, steps]) => {
        const office = play(allocated, steps);
        for (const budget of office.budgets.values()) {
          const mine = [...office.spends.values()].filter(({ budgetIds }) => budgetIds.includes(budget.id));
          const sum = (amounts: bigint[]) => amounts.reduce((a, b) => a + b, 0n);
          const reserved = mine.filter(({ state }) => state === 'reserved').map(heldMinor);
          expect(budget.reservedMinor).toBe(sum(reserved));
          expect(budget.spentMinor).toBe(sum(mine.map(({ actualMinor }) => actualMinor ?? 0n)));
          const moved = office.movements.filter(({ budgetId }) => budgetId === budget.id);
          expect(budget.reservedMinor).toBe(sum(moved.map(({ reservedMinor }) => reservedMinor)));
          expect(budget.spentMinor).toBe(sum(moved.map(({ spentMinor }) => spentMinor)));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('holds nothing once all time is over, and gives leave to spend nothing that is not committed', () => {
    fc.assert(
      fc.property(histories, ([allocated, steps]) => {
        const office = play(allocated, steps);
        office.pass(21);
        const before = [...office.spends.values()].map((spend) => decisionOf(spend, office.now).decision);
        office.sweep();
        const after = [...office.spends.values()].map((spend) => decisionOf(spend, office.now).decision);
        expect(before).toEqual(after);
        for (const { reservedMinor } of office.budgets.values()) expect(reservedMinor).toBe(0n);
        const committed = [...office.spends.values()].map(({ state }) =>
          state === 'committed' ? 'authorised' : 'refused',
        );
        expect(after).toEqual(committed);
      }),
      { numRuns: 500 },
    );
  });
});

describe('settling', () => {
  const spend: Spend = {
    ...{ key: 'k', id: 'k', actor: ACTOR, agentId: null, department: 'marketing', category: 'llm', unit: 'USD' },
    ...{ purpose: 'a letter', amountMinor: 100n, allowanceMinor: 10n, expiresInS: 60, state: 'reserved', reason: '' },
    ...{ budgetIds: ['b'], remainingMinor: 0n, expiresAt: new Date(60_000), actualMinor: null },
    ...{ decidedAt: new Date(0), settledAt: null },
  };
  const settle = (given: Partial<Spend>, order: Partial<SettleOrder> = {}, atS = 1) =>
    settleSpend(
      { ...spend, ...given },
      { kind: 'commit', key: 'k', actor: ACTOR, actualMinor: 100n, ...order } as SettleOrder,
      new Date(atS * 1_000),
    );

  it('commits up to amount and allowance, and not a cent above', () => {
    for (const actualMinor of [0n, 100n, 110n])
      expect(settle({}, { actualMinor })).toMatchObject({ spend: { actualMinor } });
    expect(settle({}, { actualMinor: 111n })).toMatchObject({ status: 422, faults: [{ pointer: '/actualMinor' }] });
  });

  it.each(['refused', 'pending', 'rejected', 'released', 'expired'] as const)('commits nothing that is %s', (state) =>
    expect(settle({ state })).toMatchObject({ status: 409 }),
  );

  it('commits nothing at the moment its time is over', () => {
    expect(settle({}, {}, 59)).toMatchObject({ isChanged: true });
    expect(settle({}, {}, 60)).toMatchObject({ status: 409 });
  });
});
