import fc from 'fast-check';
import { deepFreeze } from './testing/deep-freeze.js';
import {
  BUDGET_SPENT,
  BudgetSpent,
  BudgetSpentV1,
  BudgetSpentV2,
  budgetVersions,
  dollarsToMinor,
  minorToAmount,
  upcastableBudget,
} from './testing/budget-spent.js';
import { upcast, UpcastFailed } from './upcast.js';

const [V1, V2, V3] = [1, 2, 3].map((version) => `${BUDGET_SPENT}.v${version}`) as [string, string, string];
const oldPayload: fc.Arbitrary<BudgetSpentV1> = fc.record({
  budgetId: fc.string({ minLength: 1, maxLength: 255 }),
  dollars: fc.nat({ max: 1_000_000 }),
});

describe('upcasting', () => {
  const { events, rules } = upcastableBudget();

  it('takes an old payload to the newest version', () => {
    expect(upcast(events, rules, V1, { budgetId: 'b', dollars: 12 })).toEqual({
      type: V3,
      data: { budgetId: 'b', amount: { minor: '1200', currency: 'USD' } },
    });
  });

  it('leaves a payload of the newest version as it is', () => {
    const data = { budgetId: 'b', amount: { minor: '1200', currency: 'USD' }, unheardOf: 1 };
    expect(upcast(events, rules, V3, data).data).toBe(data);
  });

  it('makes a valid payload of every valid one, without touching it, whichever version it starts from', () => {
    fc.assert(
      fc.property(oldPayload, (old) => {
        deepFreeze(old);
        expect(rules.faultsOf(V1, old)).toEqual([]);
        const { type, data } = upcast(events, rules, V1, old);
        expect(type).toBe(V3);
        expect(rules.faultsOf(V3, data)).toEqual([]);
        expect(upcast(events, rules, V2, dollarsToMinor(old))).toEqual({ type, data });
        expect(upcast(events, rules, type, data).data).toBe(data);
      }),
    );
  });

  it.each(['vw.finance.budget.spent.v4', 'vw.finance.budget.emptied.v1', 'nonsense'])('does not know %s', (type) => {
    expect(() => upcast(events, rules, type, {})).toThrow(`Unknown event type "${type}"`);
  });
});

describe('an upcaster at fault', () => {
  const withFirstStep = (convert: (old: BudgetSpentV1) => BudgetSpentV2) => {
    const { events, rules } = budgetVersions();
    events.upcaster(BudgetSpentV1, BudgetSpentV2, '', convert);
    events.upcaster(BudgetSpentV2, BudgetSpent, '', minorToAmount);
    return () => upcast(events, rules, V1, { budgetId: 'b', dollars: 12 });
  };

  it('is named when it makes an invalid payload, though a later step would make a valid one of it', () => {
    const asNumber = withFirstStep((old) => ({ ...dollarsToMinor(old), amountMinor: 1_200 as never }));
    expect(asNumber).toThrow(UpcastFailed);
    expect(asNumber).toThrow(`Upcaster ${V1} → v2 made an invalid payload: /amountMinor must be string`);
    const hidden = budgetVersions();
    hidden.events.upcaster(BudgetSpentV1, BudgetSpentV2, '', () => ({}) as never);
    hidden.events.upcaster(BudgetSpentV2, BudgetSpent, '', () => ({
      budgetId: 'b',
      amount: { minor: '1', currency: 'USD' },
    }));
    expect(() => upcast(hidden.events, hidden.rules, V1, { budgetId: 'b', dollars: 12 })).toThrow(`${V1} → v2`);
  });

  it('is named when it throws, with what it threw', () => {
    const cause = new TypeError('no such currency');
    const throwing = withFirstStep(() => {
      throw cause;
    });
    expect(throwing).toThrow(`Upcaster ${V1} → v2 threw TypeError: no such currency`);
    expect(throwing).toThrow(expect.objectContaining({ name: 'UpcastFailed', cause }) as Error);
  });

  it('is missed when it is missing', () => {
    const { events, rules } = budgetVersions();
    expect(() => upcast(events, rules, V1, {})).toThrow(`No upcaster leads from ${V1} to v2`);
  });
});
