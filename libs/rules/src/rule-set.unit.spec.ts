import { compileRule, Facts, RuleCache, RuleError, RuleSet } from './index.js';
import { Lru } from './lru.js';

describe('RuleSet', () => {
  const set = new RuleSet([
    ['large', 'order.value > 100'],
    ['vip', 'customer.tier == "vip"'],
    ['broken', 'order.value >'],
    ['text', '"yes"'],
    ['small', 'order.value < 100'],
  ]);

  it('says which hold, in order, and which can not be known', () => {
    expect(set.size).toBe(5);
    expect(set.holding({ order: { value: 500 } })).toEqual({
      holding: ['large'],
      unknown: new Map([
        ['vip', 'customer is not there'],
        ['broken', "the rule can't be used: Unexpected token: EOF"],
        ['text', 'the rule does not say yes or no'],
      ]),
    });
    expect([...set.faulty.keys()]).toEqual(['broken']);
    expect(set.faulty.get('broken')).toBeInstanceOf(RuleError);
  });

  it('gives each outcome by key', () => {
    const outcomes = set.evaluate({ order: { value: 50 }, customer: { tier: 'vip' } });
    expect([...outcomes.keys()]).toEqual(['large', 'vip', 'broken', 'text', 'small']);
    expect(outcomes.get('vip')).toEqual({ ok: true, value: true });
    expect(outcomes.get('large')).toEqual({ ok: true, value: false });
    expect(outcomes.get('broken')).toMatchObject({ ok: false });
  });

  it('translates a context once', () => {
    let reads = 0;
    const context = {
      get order() {
        reads++;
        return { value: 7 };
      },
    };
    const facts = Facts.of(context);
    expect(new RuleSet([1, 2, 3].map((key) => [key, `order.value > ${key}`])).holding(facts).holding).toEqual([
      1, 2, 3,
    ]);
    expect(compileRule('order.value == 7').evaluate(facts)).toEqual({ ok: true, value: true });
    expect(reads).toBe(1);
  });
});

describe('RuleCache', () => {
  it('compiles a source once, also one that is no rule', () => {
    const cache = new RuleCache({ variables: { a: 'int' } });
    expect(cache.get('a > 1')).toBe(cache.get('a > 1'));
    expect(cache.get('b > 1')).toBeInstanceOf(RuleError);
    expect(cache.get('b > 1')).toBe(cache.get('b > 1'));
  });

  it('forgets what was not asked for the longest', () => {
    const lru = new Lru<string, string>(2);
    const made: string[] = [];
    const ask = (key: string) => lru.get(key, () => (made.push(key), key));
    for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) ask(key);
    expect(made).toEqual(['a', 'b', 'c', 'b']);
    expect(lru.size).toBe(2);
  });
});
