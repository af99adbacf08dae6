import { assertBoolean, compileRule, MAX_SOURCE_CHARACTERS, RuleError, type Variables } from './index.js';

const variables: Variables = {
  order: {
    value: 'int',
    ratio: 'number',
    note: 'string',
    placedAt: 'timestamp',
    items: [{ sku: 'string', quantity: 'int' }],
  },
  tags: ['string'],
  extra: 'dyn',
  now: 'timestamp',
};

function faultsOf(source: string, declared?: Variables): string[] {
  try {
    compileRule(source, { variables: declared });
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    expect(error.source).toBe(source);
    return error.faults.map(({ message, position }) => `${position.line}:${position.column} ${message}`);
  }
  return [];
}

describe('compileRule', () => {
  it.each([
    ['', '1:1 Unexpected token: EOF'],
    ['a &&\n  b b', "2:5 Unexpected character: 'b'"],
    ['a == "b', '1:6 Unterminated string'],
    ['int == 1', '1:1 int is the name of a type, not of a variable'],
    ['1 + "a" == 2', '1:1 no such overload: int + string'],
    ['18446744073709551616 > a', '1:1 This integer is beyond 64 bits'],
    ['[1].map(i, i, i, i)', expect.stringMatching(/map/)],
    ['a.matches("(?=x)")', expect.stringMatching(/^1:1 matches takes a pattern written in the rule: error parsing/)],
    [
      'a.matches("(a{1000}){1000}")',
      expect.stringMatching(/^1:1 matches takes a pattern written in the rule: error parsing/),
    ],
    ['a.matches(b)', '1:1 matches takes a pattern written in the rule'],
    ['duration(a) > b', '1:1 duration takes a text such as "36h"'],
    ['duration("soon") > b', expect.stringMatching(/^1:1 duration takes a text such as "36h": Invalid duration/)],
    [`duration("${'1'.repeat(3000)}") > b`, '1:1 duration takes a text such as "36h": more than 32 characters'],
    [
      'now.getHours("Europe/Berlin") == 1',
      '1:1 getHours takes no time zone: write local(<timestamp>, <zone>).getHours()',
    ],
    ['a.split(",") == []', '1:1 There is no function split in rules'],
  ])('refuses %s', (source, fault) => expect(faultsOf(source)).toEqual([fault]));

  it('finds all unknown names and functions at once', () => {
    expect(faultsOf('ordr.value > 5 ||\n  foo.bar == now() || cel.bind(x, 1, x)', variables)).toEqual([
      '1:1 There is no variable ordr; there are extra, now, order, tags',
      '2:3 There is no variable foo; there are extra, now, order, tags',
      '2:14 There is no function now in rules',
      '2:23 There is no function bind in rules',
      '2:23 cel is the name of a type, not of a variable',
      expect.stringMatching(/no variable x/),
      expect.stringMatching(/no variable x/),
    ]);
  });

  it.each([
    ['order.vlaue > 5', '1:7 No such key: vlaue'],
    ['order.value > "5"', '1:1 no such overload: int > string'],
    ['order.items.exists(i, i.skuu == "A")', '1:25 No such key: skuu'],
    ['tags.exists(t, t > 5)', '1:16 no such overload: string > int'],
    ['order.value', undefined],
    ['order.note == null || order.ratio == 1 || order.value == 1.5 || order.value * 1.5 > 2', undefined],
    ['now - order.placedAt < duration("1h") && timestamp(order.placedAt) < now', undefined],
    ['order.note.mentions(["a"]) && mentions(order.note, tags) && extra.anything > 5', undefined],
    ['tags.exists(now, now == "a")', undefined],
  ])('checks %s against declared types', (source, fault) => {
    expect(faultsOf(source, variables)).toEqual(fault === undefined ? [] : [fault]);
  });

  it('tells the type, and that a rule must say yes or no', () => {
    expect(compileRule('order.value + 1', { variables }).type).toBe('int');
    expect(compileRule('order.value', {}).type).toBe('dyn');
    const rule = compileRule('order.value > 1', { variables });
    expect(rule.type).toBe('bool');
    expect(assertBoolean(rule)).toBe(rule);
    expect(() => assertBoolean(compileRule('order.items', { variables }))).toThrow(
      /must say yes or no, but gives a list/,
    );
  });

  it('says where a declaration can have no such name', () => {
    expect(() => compileRule('a', { variables: { int: 'int' } })).toThrow(/int/);
  });
});

describe('the bounds of a rule', () => {
  it.each([
    ['characters', `"${'a'.repeat(MAX_SOURCE_CHARACTERS)}" == a`],
    ['depth', `${'('.repeat(60)}a${')'.repeat(60)}`],
    ['negations', `${'!'.repeat(3000)}a`],
    ['nodes', Array(1200).fill('a').join('||')],
    ['elements', `a in [${Array(1200).fill('1').join(',')}]`],
    ['chained loops', `[1]${'.map(a,[a,a])'.repeat(100)} == []`],
  ])('%s', (_name, source) => expect(faultsOf(source)).toHaveLength(1));

  const many = { x: Array(1000).fill(1), text: 'a'.repeat(20_000) };
  it.each([
    'x.all(a, x.all(b, x.all(c, a + b + c > 0)))',
    'x.all(a, x.all(b, x.all(c, a < 0 || missing))) || true',
    'x.map(a, x.map(b, x)) == x',
    'x.map(a, x) == x.map(a, x) && x.map(a, x) == x.map(a, x + [])',
    `[[0]]${'.map(a,[a,a])'.repeat(20)} == [[0]]${'.map(b,[b,b])'.repeat(20)}`,
    'x.all(a, text.matches("(a|aa)+b") || true)',
    'x.all(a, text.mentions(["b"]) || true)',
    'x.all(a, text.contains("b") || true)',
  ])('%s runs out of steps', (source) => {
    expect(compileRule(source).evaluate(many)).toEqual({ ok: false, reason: 'the rule takes more than 20000 steps' });
    expect(compileRule('x.size() == 1000').evaluate(many)).toEqual({ ok: true, value: true });
  });

  it.each(['text + text == ""', 'x + x == []', `["aaaaaaaa"]${'.map(a, a + a)'.repeat(20)} == []`])(
    '%s makes nothing larger than a context may hold',
    (source) => expect(compileRule(source).evaluate(many)).toMatchObject({ ok: false }),
  );
});
