import { compileRule, holds, MAX_TEXT_CHARACTERS, type Context } from './index.js';

const valueOf = (source: string, context: Context = {}) => {
  const outcome = compileRule(source).evaluate(context);
  return outcome.ok ? outcome.value : { unknown: outcome.reason };
};

describe('a rule', () => {
  const context = {
    order: {
      value: 25_000n,
      discount: 0.5,
      ratio: 1,
      currency: 'EUR',
      coupon: null,
      placedAt: '2026-03-01T22:30:00Z',
      items: [
        { sku: 'LOBBY-1', quantity: 3 },
        { sku: 'CARD', quantity: 1 },
      ],
    },
    customer: { tier: 'trade', tags: ['hotel', 'repeat'] },
    message: 'Grand HÔTEL in München sucht Bilder für die Lobby',
    now: new Date('2026-03-02T10:00:00Z'),
  };

  it.each([
    ['order.value >= 25000 && order.currency == "EUR"', true],
    ['order.value * 2 == 50000 && order.value / 3 == 8333 && order.value % 7 == 3', true],
    ['customer.tier in ["vip", "trade"] && "repeat" in customer.tags', true],
    ['!(customer.tier == "vip") || order.missing', true],
    ['order.items.exists(i, i.sku.startsWith("LOBBY") && i.quantity > 2)', true],
    ['order.items.all(i, i.quantity > 2)', false],
    ['order.items.exists_one(i, i.quantity == 1)', true],
    ['order.items.filter(i, i.quantity > 1).size() == 1', true],
    ['order.items.map(i, i.quantity > 1, i.sku) == ["LOBBY-1"]', true],
    ['order.items.exists(i, order.items.exists(j, i.quantity + j.quantity == 4))', true],
    ['order.items[0].sku + "!" == "LOBBY-1!" && order["currency"] == "EUR"', true],
    ['has(order.coupon) && order.coupon == null && !has(order.voucher)', true],
    ['order.value != null', true],
    ['order.discount < 1 && order.ratio == 1.0 && order.ratio * 1.5 == 1.5 && order.ratio in [1.0]', true],
    ['now - timestamp(order.placedAt) < duration("12h") && now > timestamp("2026-01-01T00:00:00Z")', true],
    ['now + duration("24h") - now == duration("1440m") && (now - duration("1h")).getHours() == 9', true],
    ['local(timestamp(order.placedAt), "Europe/Berlin").getDate() == 1', true],
    ['local(now, "America/New_York").getHours() == 5 && now.getDayOfWeek() == 1 && now.getMonth() == 2', true],
    ['mentions(message, ["hotel", "office"]) && message.mentions(["die lobby"]) && message.mentions(["bild*"])', true],
    ['message.mentions(["hot", "lob", "in mun", ""])', false],
    ['lower("ABC") == "abc" && "a b ".trim() == "a b" && "abc".substring(1) == "bc" && size("aé😀") == 3', true],
    ['order.currency.matches("^[A-Z]{3}$")', true],
    ['int("12") + int(1.9) == 13 && double("0.5") == 0.5 && string(5) == "5" && bool("true")', true],
    [
      '{"a": customer.tags} == {"a": ["hotel", "repeat"]} && "a" in {"a": 1} && [3, 1] == order.items.map(i, i.quantity)',
      true,
    ],
    ['"value" in order && order.exists(field, field == "currency")', true],
    ['(order.value > 1 ? "large" : "small") == "large"', true],
    ['-order.value < 0 && -(0.5) < 0', true],
  ])('%s is %s', (source, expected) => expect(valueOf(source, context)).toBe(expected));

  it.each([
    ['order.total > 5', 'order.total is not there'],
    ['shipping.country == "DE"', 'shipping is not there'],
    ['has(shipping.country)', 'shipping is not there'],
    ['(order.total) > (5) && true', 'order.total is not there'],
    ['order.items[7].sku == "A"', 'order.items[7] is not there'],
    ['order.items.all(i, i.price > 5)', 'i.price is not there'],
    ['order.currency > 5', 'order.currency > 5 does not work for a string and an int'],
    ['(order.value + order.currency) > 5', 'order.value + order.currency does not work for an int and a string'],
    ['order.value / 0 == 1', 'order.value / 0 does not work for an int and an int'],
    ['order.value && true', 'order.value && true needs a yes or no on both sides'],
    ['9223372036854775807 + order.value > 0', '9223372036854775807 + order.value does not work for an int and an int'],
    ['local(now, "Mars/Base").getHours() == 1', 'Invalid time zone specified: Mars/Base'],
    ['timestamp(order.currency) < now', 'timestamp(order.currency) does not work for a string'],
  ])('%s is unknown: %s', (source, reason) => {
    expect(valueOf(source, context)).toEqual({ unknown: reason });
    expect(holds(compileRule(source), context)).toBeUndefined();
  });

  it.each([
    ['missing || true', true],
    ['true || missing', true],
    ['missing && false', false],
    ['false && missing', false],
    ['missing || false', undefined],
    ['missing && true', undefined],
    ['[1, 2].exists(i, i == 2 || missing)', true],
    ['[1, 2].all(i, i == 1 && missing)', false],
    ['!missing', undefined],
    ['"text"', undefined],
  ])('absorbs what is not known: %s is %s', (source, expected) => {
    expect(holds(compileRule(source), {})).toBe(expected);
  });

  it.each<[unknown, string, unknown]>([
    [5, 'x', 5n],
    [5.5, 'x', 5.5],
    [-0, 'x', 0n],
    [2 ** 53 - 1, 'x', 9007199254740991n],
    [2 ** 53, 'x', 2 ** 53],
    [2 ** 53, 'x == 9007199254740992', true],
    [2 ** 53, 'x == 9007199254740993', false],
    [9007199254740993n, 'x == 9007199254740993', true],
    [{ toJSON: () => ({ minor: 5 }) }, 'x.minor', 5n],
    [
      new (class {
        field = 1;
      })(),
      'x.field',
      1n,
    ],
    [{ constructor: 1, __proto__: null, hasOwnProperty: 2 }, 'x.constructor + x.hasOwnProperty', 3n],
    [{}, 'x.toString', { unknown: 'x.toString is not there' }],
    [{ a: undefined }, 'has(x.a)', false],
    [[undefined], 'x[0]', null],
    [2n ** 63n, 'x', { unknown: 'x is beyond 64 bits' }],
    [{ a: [() => 1] }, 'x.a', { unknown: 'x.a[0] is a function' }],
    [new Map(), 'x', { unknown: 'x is a Map, not plain JSON' }],
    [new Date(NaN), 'x', { unknown: 'x is no date' }],
    ['a'.repeat(MAX_TEXT_CHARACTERS + 1), 'x', { unknown: 'x has more than 20000 characters' }],
    [Array(1001).fill(0), 'x', { unknown: 'x has more than 1000 elements' }],
  ])('reads %p: %s is %p', (x, source, expected) => expect(valueOf(source, { x })).toEqual(expected));

  it('reads only own variables, and says when a context is none or contains itself', () => {
    const circle: Record<string, unknown> = {};
    circle.circle = circle;
    expect(valueOf('circle.circle == 1', circle)).toEqual({
      unknown: expect.stringMatching(/is nested deeper than 32$/),
    });
    expect(valueOf('toString', {})).toEqual({ unknown: 'toString is not there' });
    for (const none of [null, 5, 'text']) {
      expect(valueOf('a', none as unknown as Context)).toEqual({ unknown: 'the context is no object' });
    }
    const thrower = {
      get a(): never {
        throw new Error('no');
      },
    };
    expect(valueOf('a', thrower)).toEqual({ unknown: "a can't be read: Error: no" });
  });

  it('does not look at variables it does not name', () => {
    expect(valueOf('a == 1', { a: 1, other: new Map() })).toBe(true);
    expect(compileRule('a.b > c || [1].exists(d, d == e)').variables).toEqual(['a', 'c', 'e']);
  });
});
