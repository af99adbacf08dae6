import { eventOfType } from './event-decorator.js';
import { EventRegistry } from './event-registry.js';
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

class Thing {}
class OtherThing {}
const same = (old: object): never => old as never;

describe('declaring events', () => {
  it('takes a type apart', () => {
    const events = new EventRegistry();
    events.event('vw.shop.gift_card.sold_out.v1', 'One was sold.')(Thing);
    expect(events.of(Thing)).toEqual({
      type: 'vw.shop.gift_card.sold_out.v1',
      stream: 'SHOP',
      subject: 'vw.shop.gift_card.sold_out',
      version: 1,
      summary: 'One was sold.',
      eventClass: Thing,
    });
    expect(events.ofType('vw.shop.gift_card.sold_out.v1')).toBe(events.of(Thing));
    expect(events.ofType('vw.shop.gift_card.sold_out.v2')).toBeUndefined();
  });

  it.each([
    'vw.shop.order.v1',
    'acme.shop.order.paid.v1',
    'vw.shop.order.paid',
    'vw.shop.order.paid.v0',
    'vw.SHOP.a.b.v1',
  ])('refuses %s', (type) => {
    expect(() => new EventRegistry().event(type, '')).toThrow('is not of the form vw.<stream>.<entity>.<event>.v<n>');
  });

  it('refuses a type that is declared twice, and a class that is two events', () => {
    const events = new EventRegistry();
    events.event('vw.shop.thing.seen.v1', '')(Thing);
    expect(() => events.event('vw.shop.thing.seen.v1', '')(OtherThing)).toThrow('is declared twice');
    expect(() => events.event('vw.shop.thing.lost.v1', '')(Thing)).toThrow('Thing is two events');
  });

  it('knows no class that was never declared', () => {
    expect(() => new EventRegistry().of(Thing)).toThrow('Thing is not an event: it lacks @Event(type, summary)');
  });

  it('keeps a registry apart from that of the product', () => {
    upcastableBudget();
    expect(eventOfType(`${BUDGET_SPENT}.v1`)).toBeUndefined();
    expect(new EventRegistry().size).toBe(0);
  });
});

describe('the versions of an event', () => {
  it('come one after the other, without a gap', () => {
    const events = new EventRegistry();
    expect(() => events.event(`${BUDGET_SPENT}.v2`, '')(BudgetSpentV2)).toThrow(`has no ${BUDGET_SPENT}.v1 before it`);
    events.event(`${BUDGET_SPENT}.v1`, '')(BudgetSpentV1);
    expect(() => events.event(`${BUDGET_SPENT}.v3`, '')(BudgetSpent)).toThrow(`has no ${BUDGET_SPENT}.v2 before it`);
    expect(() => events.event(`${BUDGET_SPENT}.v2`, '')(BudgetSpentV2)).not.toThrow();
  });

  it('are found from any of them, known or not', () => {
    const { events } = budgetVersions(2);
    expect(events.versionsOf(BUDGET_SPENT).map(({ version }) => version)).toEqual([1, 2]);
    for (const version of [1, 2, 3, 99]) {
      expect(events.newestOf(`${BUDGET_SPENT}.v${version}`)?.eventClass).toBe(BudgetSpentV2);
    }
    for (const type of ['vw.finance.budget.emptied.v1', BUDGET_SPENT, 'nonsense', '']) {
      expect(events.newestOf(type)).toBeUndefined();
    }
    expect(events.histories()).toEqual([events.versionsOf(BUDGET_SPENT)]);
  });
});

describe('registering an upcaster', () => {
  it('refuses every step but that to the next version of the same event, once', () => {
    const { events } = budgetVersions();
    events.event('vw.finance.thing.lost.v1', '')(Thing);
    const refused = (from: new () => object, to: new () => object, reason: string): void =>
      expect(() => events.upcaster(from, to, '', same)).toThrow(reason);
    refused(BudgetSpentV1, BudgetSpent, 'does not lead from a version to its next');
    refused(BudgetSpentV2, BudgetSpentV1, 'does not lead from a version to its next');
    refused(BudgetSpentV1, BudgetSpentV1, 'does not lead from a version to its next');
    refused(Thing, BudgetSpentV2, 'leads from one event to another');
    refused(BudgetSpentV1, OtherThing, 'OtherThing is not an event');
    events.upcaster(BudgetSpentV1, BudgetSpentV2, '', dollarsToMinor);
    refused(BudgetSpentV1, BudgetSpentV2, `Upcaster ${BUDGET_SPENT}.v1 → ${BUDGET_SPENT}.v2 is registered twice`);
  });

  it('must have been done for every version but the newest', () => {
    const { events } = budgetVersions();
    const { v1, v2, v3 } = { v1: BudgetSpentV1, v2: BudgetSpentV2, v3: BudgetSpent };
    expect(() => events.assertUpcastable(v3)).toThrow(
      `Upcasters are missing: ${BUDGET_SPENT}.v1 → v2, ${BUDGET_SPENT}.v2 → v3`,
    );
    events.upcaster(v2, v3, '', minorToAmount);
    for (const version of [v1, v2, v3]) {
      expect(() => events.assertUpcastable(version)).toThrow(`Upcasters are missing: ${BUDGET_SPENT}.v1 → v2.`);
    }
    events.upcaster(v1, v2, '', dollarsToMinor);
    for (const version of [v1, v2, v3]) expect(() => events.assertUpcastable(version)).not.toThrow();
  });
});
