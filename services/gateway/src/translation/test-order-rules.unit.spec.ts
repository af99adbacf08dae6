import { orderBody } from './spec-support/bodies.js';
import { deliveryOf } from './spec-support/fixtures.js';
import { factOf } from './spec-support/translated.js';
import {
  DEFAULT_TEST_ORDER_RULES,
  parseTestOrderRules,
  readTestOrderRules,
  type TestOrderRules,
} from './test-order-rules.js';

const RULES: TestOrderRules = {
  ...DEFAULT_TEST_ORDER_RULES,
  customerEmails: ['qa@example.com', '@Testers.example'],
  sourceNames: ['test-channel'],
  ownerEmails: ['Owner@VividWalls.co'],
};
const isTest = (more: Record<string, unknown>, rules = RULES) =>
  factOf(deliveryOf('orders/create', orderBody(more)), rules);

describe('test order rules', () => {
  it.each([
    ['Shopify marks it', { test: true }],
    ["a tester's address", { email: ' QA@example.com ' }],
    ["a tester's domain", { email: 'anyone@testers.example' }],
    ['an address only the customer has', { email: '', customer: { id: 1, email: 'qa@example.com' } }],
    ['an owner', { email: 'owner@vividwalls.co' }],
    ['a test name', { customer: { id: 1, first_name: 'test', last_name: 'USER' } }],
    ["a guest's test name", { customer: null, billing_address: { first_name: 'Test', last_name: 'User' } }],
    ['a tag', { tags: 'vip, Test' }],
    ["the customer's tag", { customer: { id: 1, tags: 'test' } }],
    ['a sales channel', { source_name: 'test-channel' }],
  ])('mark an order when %s', (_why, more) => {
    const fact = isTest(more);
    expect(fact.test).toBe(true);
    expect(fact.notes).toHaveLength(1);
  });

  it.each([
    ['an ordinary order', {}],
    ['a domain that only ends alike', { email: 'bob@nottesters.example' }],
    ['a tag that only contains the word', { tags: 'contest, tested' }],
    ['a customer whose name contains it', { customer: { id: 1, first_name: 'Testa', last_name: 'User' } }],
    ['a test payment of a real order', { refunds: [], payment_gateway_names: ['bogus'] }],
  ])('leave %s alone', (_why, more) => {
    expect(isTest(more).test).toBe(false);
  });

  it('know no owner and no tester by default', () => {
    expect(isTest({ email: 'owner@vividwalls.co' }, DEFAULT_TEST_ORDER_RULES).test).toBe(false);
  });

  it('mark customers and checkouts too', () => {
    const customer = { id: 1, email: 'qa@example.com', updated_at: '2026-11-20T09:00:00Z' };
    expect(factOf(deliveryOf('customers/update', customer), RULES).test).toBe(true);
    const checkout = { id: 1, token: 't', currency: 'USD', total_price: '1.00', customer: { id: 1, tags: 'test' } };
    expect(factOf(deliveryOf('checkouts/create', checkout), RULES).test).toBe(true);
  });
});

describe('parseTestOrderRules', () => {
  it('is the default for nothing, and keeps the default of lists not given', () => {
    expect(parseTestOrderRules(undefined)).toEqual({ rules: DEFAULT_TEST_ORDER_RULES, faults: [] });
    expect(parseTestOrderRules(' ')).toEqual({ rules: DEFAULT_TEST_ORDER_RULES, faults: [] });
    expect(parseTestOrderRules('{"tags":["internal"]}')).toEqual({
      rules: { ...DEFAULT_TEST_ORDER_RULES, tags: ['internal'] },
      faults: [],
    });
  });

  it('lists every fault with its place', () => {
    const { faults } = parseTestOrderRules(
      '{"tag":["x"],"tags":"test","ownerEmails":["owner",7],"customerEmails":["@a.b"]}',
    );
    expect(faults).toHaveLength(4);
    for (const place of ['/tag ', '/tags ', '/ownerEmails/0 ', '/ownerEmails/1 ']) {
      expect(faults.some((fault) => fault.startsWith(place))).toBe(true);
    }
  });

  it('does not start with rules it does not understand', () => {
    expect(() => readTestOrderRules('[]')).toThrow(/not a JSON object/);
    expect(() => readTestOrderRules('{"tags":[""]}')).toThrow('/tags/0');
    expect(readTestOrderRules('{}')).toEqual(DEFAULT_TEST_ORDER_RULES);
  });
});
