import fc from 'fast-check';
import { approvalDigest, canonicalJson } from './digest.js';

/** The same value with its fields in another order, at every level. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).reverse();
  return Object.fromEntries(fields.map(([name, field]) => [name, reordered(field)]));
}

/** Amounts as bigint where they are written as decimal text. */
function withBigints(value: unknown): unknown {
  if (typeof value === 'string' && /^-?(0|[1-9]\d*)$/.test(value) && value !== '-0') return BigInt(value);
  if (Array.isArray(value)) return value.map(withBigints);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, withBigints(field)]));
}

const text = fc.string({ unit: 'binary', maxLength: 6 });
const does = fc.dictionary(text, fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), { noNullPrototype: true });
const withAmounts = fc.dictionary(text, fc.oneof(fc.bigInt().map(String), text, fc.integer()), {
  noNullPrototype: true,
});

describe('canonical JSON', () => {
  it.each([
    [{ b: 1, a: 2 }, '{"a":2,"b":1}'],
    [{ z: [3, { y: null, x: true }] }, '{"z":[3,{"x":true,"y":null}]}'],
    [{ amountMinor: 12345678901234567890n }, '{"amountMinor":"12345678901234567890"}'],
    [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
    [[1.0, 1e21, -0, 0.1], '[1,1e+21,0,0.1]'],
    [{ '€': 1, '\r': 2, 1: 3, '😀': 4, '\ufb33': 5 }, '{"\\r":2,"1":3,"€":1,"😀":4,"\ufb33":5}'],
    [{ at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    ['\ud800', '"\\ud800"'],
  ])('of %p is %s', (value, expected) => expect(canonicalJson(value)).toBe(expected));

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [() => 1], [Symbol('x')], [undefined]])(
    'has none of %p',
    (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
  );

  it('ends at what contains itself', () => {
    const round: Record<string, unknown> = {};
    round['again'] = round;
    expect(() => canonicalJson(round)).toThrow(/levels/);
  });

  it('reads as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe('the digest of an act', () => {
  const digest = (what: object) => approvalDigest({ act: 'order.refund', subject: '1001', does: what });

  it('is 64 hex digits', () => expect(digest({})).toMatch(/^[0-9a-f]{64}$/));

  it('is the same whatever the order of the fields, and after it has travelled as JSON', () => {
    fc.assert(
      fc.property(does, (what) => {
        expect(digest(reordered(what) as object)).toBe(digest(what));
        expect(digest(JSON.parse(JSON.stringify(what)) as object)).toBe(digest(what));
      }),
    );
  });

  it('is the same for an amount as bigint and as text', () => {
    fc.assert(fc.property(withAmounts, (what) => expect(digest(withBigints(what) as object)).toBe(digest(what))));
  });

  it('is another as soon as anything is', () => {
    fc.assert(
      fc.property(does, does, (one, other) => {
        expect(digest(one) === digest(other)).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
    expect(digest({ amountMinor: '100' })).not.toBe(digest({ amountMinor: '101' }));
    expect(digest({ a: '1' })).not.toBe(digest({ a: 1 }));
    expect(digest({ name: 'é' })).not.toBe(digest({ name: 'e\u0301' }));
    const refund = { act: 'order.refund', subject: '1', does: {} };
    expect(approvalDigest(refund)).not.toBe(approvalDigest({ ...refund, subject: '2' }));
    expect(approvalDigest(refund)).not.toBe(approvalDigest({ ...refund, act: 'order.cancel' }));
  });
});
