import fc from 'fast-check';
import { parseExactJson } from './exact-json.js';

describe('parseExactJson', () => {
  it('keeps numbers as they are written', () => {
    const text = '{"id":820982911946154508,"subtotal":195.660,"zero":0.0,"big":1e2,"neg":-0.5E-3,"list":[1,2.50,-3]}';
    expect(parseExactJson(text)).toEqual({
      id: '820982911946154508',
      subtotal: '195.660',
      zero: '0.0',
      big: '1e2',
      neg: '-0.5E-3',
      list: ['1', '2.50', '-3'],
    });
  });

  it('leaves digits inside strings alone, escaped quotes and backslashes included', () => {
    const value = { a: 'say "12" and \\', 'key 7': '\\"8\\"', 'b\\': '9', c: 'line\n10 \u0000 11' };
    expect(parseExactJson(JSON.stringify(value))).toEqual(value);
  });

  it('accepts a byte order mark, white space, and a bare number', () => {
    expect(parseExactJson('\ufeff { "a" : 1 } ')).toEqual({ a: '1' });
    expect(parseExactJson(' 12345678901234567890 ')).toBe('12345678901234567890');
  });

  it.each([
    '',
    '{',
    '{1:2}',
    '[1 2]',
    '01',
    '+1',
    '{"a":1,}',
    'NaN',
    '"\\u00"',
    '1.',
    '-',
    '.5',
    '1e',
    '1.2.3',
    '{1 :2}',
    '[1"a"]',
    '"open',
    '{"a":1}x',
  ])('refuses %j', (text) => {
    expect(() => parseExactJson(text)).toThrow(SyntaxError);
  });

  it('does not repeat the text in the fault: it may be personal', () => {
    expect(() => parseExactJson('{"email":"bob@example.com" oops')).toThrow(/^not JSON, at character 27$/);
  });

  it('reads a body nested far deeper than any stack', () => {
    expect(() => parseExactJson('['.repeat(100_000) + ']'.repeat(100_000))).not.toThrow();
  });

  it('agrees with the native parser on everything but numbers, which it keeps as text', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4 }), (text) => {
        const native: unknown = JSON.parse(text, (_key, value: unknown, context?: { source?: string }) =>
          typeof value === 'number' ? context?.source : value,
        );
        expect(parseExactJson(text)).toEqual(native);
      }),
    );
  });

  it('takes no text that the native parser refuses, and refuses none that it takes', () => {
    const pieces = [...'{}[]:,"\\0123456789-+.eE tnu \n', '00', '1:', '-', '1.', '"1"', 'null', '1e', '{"a":1}'];
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      cut: fc.nat(3),
      put: fc.constantFrom(...pieces),
    });
    const taken = (parse: () => unknown) => {
      try {
        return { value: parse() };
      } catch {
        return 'refused';
      }
    };
    const source = (_key: string, value: unknown, context?: { source?: string }) =>
      typeof value === 'number' ? context?.source : value;
    fc.assert(
      fc.property(fc.json({ maxDepth: 3 }), fc.array(edit, { maxLength: 3 }), (json, edits) => {
        let text = json;
        for (const { at, cut, put } of edits) {
          const index = Math.floor(at * text.length);
          text = text.slice(0, index) + put + text.slice(index + cut);
        }
        expect(taken(() => parseExactJson(text))).toEqual(taken(() => JSON.parse(text, source) as unknown));
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps ids of any length', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 2n ** 53n, max: 10n ** 30n }), (id) => {
        expect(parseExactJson(`{"id":${id}}`)).toEqual({ id: String(id) });
      }),
    );
  });
});
