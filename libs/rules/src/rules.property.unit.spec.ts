import { Environment } from '@marcbachmann/cel-js';
import fc from 'fast-check';
import { compileRule, explain, Facts, RuleError, type Rule } from './index.js';

/** Rules over a few variables whose values have all types, so that most parts fit and many do not. */
const { rule: sources } = fc.letrec<{ rule: string; operand: string; text: string }>((tie) => ({
  text: fc.constantFrom('s', '"b"', 'm.s', 'm.missing', '(s + "x")', 'lower(s)', 'l[0].s', 'string(i)'),
  operand: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(
      'i',
      'd',
      'm.i',
      'missing',
      'n',
      '7',
      '0',
      '2.5',
      'size(l)',
      'size(s)',
      'l[1].i',
      'm["i"]',
      'l[5].i',
    ),
    fc
      .tuple(tie('operand'), fc.constantFrom('+', '-', '*', '/', '%'), tie('operand'))
      .map(([a, op, b]) => `(${a} ${op} ${b})`),
    tie('operand').map((a) => `-(${a})`),
    fc.tuple(tie('rule'), tie('operand'), tie('operand')).map(([c, a, b]) => `(${c} ? ${a} : ${b})`),
  ),
  rule: fc.oneof(
    { maxDepth: 5 },
    fc.constantFrom(
      'true',
      'false',
      'b',
      'm.b',
      'has(m.i)',
      'has(m.missing)',
      'has(missing.x)',
      'l.exists(e, e.i > i)',
    ),
    fc.tuple(tie('operand'), fc.constantFrom('==', '!=', '<', '<=', '>', '>='), tie('operand')).map((p) => p.join(' ')),
    fc.tuple(tie('text'), fc.constantFrom('==', '!=', '<', '>='), tie('text')).map((p) => p.join(' ')),
    fc
      .tuple(tie('text'), fc.constantFrom('contains', 'startsWith', 'endsWith'), tie('text'))
      .map(([a, f, b]) => `${a}.${f}(${b})`),
    fc.tuple(tie('operand'), tie('operand')).map(([a, b]) => `${a} in [${b}, 1]`),
    fc.tuple(tie('rule'), fc.constantFrom('&&', '||'), tie('rule')).map(([a, op, b]) => `(${a}) ${op} (${b})`),
    tie('rule').map((a) => `!(${a})`),
    fc.tuple(fc.constantFrom('all', 'exists', 'exists_one'), tie('rule')).map(([f, a]) => `l.${f}(e, e.b || ${a})`),
    tie('rule').map((a) => `l.filter(e, ${a}).map(e, e.i) == [i]`),
  ),
}));

const scalars = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double(), fc.string(), fc.boolean(), fc.constant(null));
const contexts = fc.record(
  {
    i: fc.oneof({ weight: 6, arbitrary: fc.integer({ min: -9, max: 9 }) }, { weight: 1, arbitrary: scalars }),
    d: fc.oneof({ weight: 6, arbitrary: fc.double() }, { weight: 1, arbitrary: scalars }),
    s: fc.oneof({ weight: 6, arbitrary: fc.string() }, { weight: 1, arbitrary: scalars }),
    b: fc.oneof({ weight: 6, arbitrary: fc.boolean() }, { weight: 1, arbitrary: scalars }),
    n: fc.constant(null),
    m: fc.record({ i: scalars, s: fc.string(), b: fc.boolean() }, { requiredKeys: [] }),
    l: fc.array(fc.record({ i: fc.integer(), s: fc.string(), b: fc.boolean() }, { requiredKeys: [] }), {
      maxLength: 4,
    }),
  },
  { requiredKeys: [] },
);

function compiled(source: string): Rule | undefined {
  try {
    return compileRule(source);
  } catch (error) {
    expect(error).toBeInstanceOf(RuleError);
    return undefined;
  }
}

/** The parser's own evaluator, over the same translated values. */
const reference = new Environment({ unlistedVariablesAreDyn: true }).registerFunction(
  'lower(string): string',
  (text: string) => text.toLowerCase(),
);

describe('rules, whatever they say and see', () => {
  it('say what the reference evaluator says, where it says anything', () => {
    let answered = 0;
    fc.assert(
      fc.property(sources, contexts, (source, context) => {
        const rule = compiled(source);
        if (!rule) return;
        const facts = Facts.of(context);
        const outcome = rule.evaluate(facts);
        let expected: unknown;
        try {
          expected = reference.evaluate(source, facts.values as unknown as Record<string, unknown>);
        } catch {
          // The reference knows no arithmetic between ints and doubles, and no equality between types: we may say more.
          return;
        }
        answered++;
        expect(outcome).toEqual({ ok: true, value: expected });
      }),
      { numRuns: 3_000 },
    );
    expect(answered).toBeGreaterThan(500);
  });

  it('never throw, and say the same again', () => {
    fc.assert(
      fc.property(
        sources,
        fc.oneof(contexts, fc.dictionary(fc.constantFrom('i', 'm', 'l', 's'), fc.jsonValue())),
        (source, context) => {
          const rule = compiled(source);
          if (!rule) return;
          const first = rule.evaluate(context as Record<string, unknown>);
          expect(rule.evaluate(context as Record<string, unknown>)).toEqual(first);
          expect(compileRule(source).evaluate(structuredClone(context) as Record<string, unknown>)).toEqual(first);
          expect(explain(rule, context as Record<string, unknown>).outcome).toEqual(first);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('never throw for any value of JavaScript', () => {
    const rule = compileRule('a.b > 1 || a[0] == "x" || a.exists(c, c.d in a) || size(a) > 2 || mentions(a, ["b"])');
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(anything, (a) => {
        expect(typeof rule.evaluate({ a }).ok).toBe('boolean');
        expect(typeof rule.evaluate(a as Record<string, unknown>).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });

  it('compile or are refused, whatever the text', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        '.',
        '(',
        ')',
        '[',
        ']',
        '{',
        '}',
        '&&',
        '||',
        '!',
        '-',
        '==',
        'in',
        '"',
        "'",
        '\\',
        'r"',
        '1',
        '1.5e',
        '0x',
        '?',
        ':',
      ],
      ...[
        ',',
        'has(',
        '.map(',
        '.exists(a,',
        '.matches("',
        'duration("',
        ' ',
        '\n',
        '//',
        'null',
        'for',
        '9'.repeat(30),
        '"""',
        'b"',
        '\u0000',
      ],
    );
    const noise = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(noise, fc.string(), fc.string({ unit: 'binary' })), (source) => {
        const rule = compiled(source);
        if (rule) expect(typeof rule.evaluate({ a: 1 }).ok).toBe('boolean');
      }),
      { numRuns: 5_000 },
    );
  });
});
