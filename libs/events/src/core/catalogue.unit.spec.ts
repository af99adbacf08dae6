import { OrderPaid } from '../index.js';
import { catalogue, catalogueOf } from './catalogue.js';
import { EventRegistry } from './event-registry.js';
import { BUDGET_SPENT, BudgetSpent, BudgetSpentV1, budgetVersions, upcastableBudget } from './testing/budget-spent.js';
import { IsId } from './rules.js';
import { PayloadRules } from './validation.js';

const catalogueWith = ({ events, rules }: { events: EventRegistry; rules: PayloadRules }) => catalogueOf(events, rules);

describe('the catalogue', () => {
  const budget = catalogueWith(upcastableBudget());

  it('describes a class by its event', () => {
    expect(budget.describe(BudgetSpent)).toMatchObject({ type: `${BUDGET_SPENT}.v3`, stream: 'FINANCE', version: 3 });
    expect(budget.describe(BudgetSpentV1)).toMatchObject({ type: `${BUDGET_SPENT}.v1` });
    expect(catalogue.describe(OrderPaid)).toMatchObject({ subject: 'vw.shop.order.paid' });
  });

  it('refuses a class that is no event', () => {
    expect(() => catalogue.describe(BudgetSpent)).toThrow('BudgetSpent is not an event');
  });

  it('refuses an event without rules', () => {
    class Unruled {}
    const events = new EventRegistry();
    events.event('vw.finance.thing.lost.v1', '')(Unruled);
    const unruled = catalogueOf(events, new PayloadRules(events));
    const fault = 'Event vw.finance.thing.lost.v1 (Unruled) has no validation rules';
    expect(() => unruled.describe(Unruled)).toThrow(fault);
    expect(() => unruled.faultsOf('vw.finance.thing.lost.v1', {})).toThrow(fault);
  });

  it('refuses an event whose older versions nobody could read any more, and no other event', () => {
    const { events, rules } = budgetVersions();
    class Other {
      @IsId() budgetId!: string;
    }
    events.event('vw.finance.budget.emptied.v1', '')(Other);
    const incomplete = catalogueOf(events, rules);
    expect(() => incomplete.describe(BudgetSpent)).toThrow(`Upcasters are missing: ${BUDGET_SPENT}.v1 → v2`);
    expect(() => incomplete.describe(Other)).not.toThrow();
  });

  it('tells an unknown newer version from an unknown event', () => {
    expect(budget.lookup(`${BUDGET_SPENT}.v4`)).toBeUndefined();
    expect(budget.newestOf(`${BUDGET_SPENT}.v4`)).toMatchObject({ version: 3 });
    expect(budget.newestOf('vw.finance.budget.emptied.v1')).toBeUndefined();
  });

  it('checks a payload by the class of its own version', () => {
    const old = { budgetId: 'b', dollars: 12 };
    expect(budget.faultsOf(`${BUDGET_SPENT}.v1`, old)).toEqual([]);
    expect(budget.faultsOf(`${BUDGET_SPENT}.v3`, old)).toEqual(["/ must have required property 'amount'"]);
    expect(budget.upcast(`${BUDGET_SPENT}.v1`, old)).toMatchObject({ type: `${BUDGET_SPENT}.v3` });
    expect(() => budget.faultsOf(`${BUDGET_SPENT}.v4`, old)).toThrow('Unknown event type');
  });
});
