import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { JSON_LEVELS_MAX, withoutPersonalData } from '../index.js';

const HASH = `sha256:${createHash('sha256').update('bob@example.com').digest('hex')}`;
const P = '[personal]';

describe('JSON without personal data', () => {
  it.each<[string, unknown, unknown]>([
    ['an address by itself', { email: 'Bob@example.com', to: ['bob@example.com'] }, { email: HASH, to: [HASH] }],
    ['an address in a draft', { reply: 'Dear bob@example.com, thanks' }, { reply: 'Dear [e-mail withheld], thanks' }],
    ['an address as a name', { 'bob@example.com': { opened: true } }, { [HASH]: { opened: true } }],
    [
      'names that become the same',
      { 'x a@b.co': 1, 'x c@d.co': 2 },
      { 'x [e-mail withheld]': 1, 'x [e-mail withheld] 2': 2 },
    ],
    [
      'names of people',
      { first_name: 'Bob', billingLastName: 'N.', customerfirstname: 'B' },
      { first_name: P, billingLastName: P, customerfirstname: P },
    ],
    [
      'a name of a person, but not of an order',
      { customer: { id: 7, name: 'Bob' }, name: '#1001' },
      { customer: { id: 7, name: P }, name: '#1001' },
    ],
    [
      'what a customer has',
      { customer: { lastOrder: { name: '#1001', total: 7 }, city: 'Lisbon' }, city: 'Lisbon' },
      { customer: { lastOrder: { name: '#1001', total: 7 }, city: P }, city: 'Lisbon' },
    ],
    [
      'customers in a list',
      { customers: [{ name: 'Bob', tags: ['vip'] }] },
      { customers: [{ name: P, tags: ['vip'] }] },
    ],
    ['phones', { phone: '0301234567', fax: 301234567, phones: ['459 21 81 00'] }, { phone: P, fax: P, phones: [P] }],
    ['shares, counts, and cells', { mobile: 0.41, phones: 12, cell: 'B7' }, { mobile: 0.41, phones: 12, cell: 'B7' }],
    ['address lines', { address1: '1 Elm St', address_2: 'Flat 4', zip: 40202 }, { address1: P, address_2: P, zip: P }],
    [
      'an address',
      {
        shipping_address: {
          id: 7,
          name: 'Bob',
          city: 'Ulm',
          country_code: 'DE',
          default: true,
          geo: { latitude: 48.4 },
        },
      },
      { shipping_address: { id: 7, name: P, city: P, country_code: 'DE', default: true, geo: { latitude: P } } },
    ],
    [
      'what a check found',
      { address: 'ok', email: 'sent', phone: 'missing' },
      { address: 'ok', email: 'sent', phone: 'missing' },
    ],
    [
      'a computer’s address',
      { browser_ip: '192.0.2.7', ship: 'today', tip: '5' },
      { browser_ip: P, ship: 'today', tip: '5' },
    ],
    [
      'JSON in text',
      { raw: '{"first_name": "Bo\\"b", "id": 12345678901234567890, "customer": {"name": "Bob", "phone": 301234567}}' },
      { raw: `{"first_name":"${P}","id":12345678901234567890,"customer":{"name":"${P}","phone":"${P}"}}` },
    ],
    [
      'JSON in text with nothing personal',
      ['{ "id": 1.50 }', '[1e400]', '{oops}'],
      ['{ "id": 1.50 }', '[1e400]', '{oops}'],
    ],
    [
      'JSON in JSON in text',
      { raw: JSON.stringify({ body: JSON.stringify({ phone: '030 1234567', n: 1 }) }) },
      { raw: JSON.stringify({ body: JSON.stringify({ phone: P, n: 1 }) }) },
    ],
    [
      'JSON as a part of a text',
      'It says: ```{"first_name": "Bo\\"b", "zip": 40202, "phone" : 301234567, "qty": 2}```',
      `It says: \`\`\`{"first_name": "${P}", "zip": "${P}", "phone" : "${P}", "qty": 2}\`\`\``,
    ],
    [
      'nothing',
      { email: null, phone: '', isPhoneValid: true, names: [] },
      { email: null, phone: '', isPhoneValid: true, names: [] },
    ],
    ['what PostgreSQL refuses', ['a\0b', 'c\ud800', 'bob\0@example.com'], ['ab', 'c\ufffd', HASH]],
  ])('has %s as it may be kept', (_what, given, expected) => {
    expect(withoutPersonalData(given)).toEqual(expected);
  });

  it('keeps the order of fields, and is no prototype', () => {
    const given: unknown = JSON.parse('{"b":1,"__proto__":{"first_name":"Bob"},"a":2}');
    expect(JSON.stringify(withoutPersonalData(given))).toBe(`{"b":1,"__proto__":{"first_name":"${P}"},"a":2}`);
  });

  it('looks into so many levels, and leaves out what is deeper', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
    expect(withoutPersonalData(nested(JSON_LEVELS_MAX))).toEqual(nested(JSON_LEVELS_MAX));
    expect(JSON.stringify(withoutPersonalData(nested(1_000)))).toContain('[nested too deep]');
  });

  it.each<[string, (n: number) => unknown]>([
    [
      'names that become the same',
      (n) => Object.fromEntries(Array.from({ length: n / 8 }, (_, i) => [`x ${i}@b.co`, 1])),
    ],
    ['pairs that don’t end', (n) => '"a":"\\"'.repeat(n / 8)],
    ['pairs in pairs', (n) => '\\"a\\":\\"'.repeat(n / 8)],
    ['names without values', (n) => `"a"${' '.repeat(19)}`.repeat(n / 22)],
    ['brackets', (n) => '['.repeat(n) + ']'],
    ['signs', (n) => 'a@'.repeat(n / 2)],
    ['lists of empty lists', (n) => Array.from({ length: n / 3 }, () => [])],
  ])('is quick with %s', (_what, made) => {
    const started = performance.now();
    withoutPersonalData(made(300_000));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

describe('whatever it is', () => {
  /** A slash before the sign is a profile’s address. */
  const address = fc.emailAddress().filter((email) => !email.includes('/@'));
  const around = fc.constantFrom('', ' ', 'to: ', '<', '>', '("', '")', ', ', '\n', '{"to":"', '"}', 'e=');

  it('no address survives, in values, names or text', () => {
    const text = fc.tuple(around, address, around).map((parts) => parts.join(''));
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof({ maxDepth: 4 }, text, fc.jsonValue({ maxDepth: 1 }), tie('list'), tie('object')),
      list: fc.array(tie('json'), { maxLength: 4 }),
      object: fc.dictionary(fc.oneof(text, fc.string(), fc.constantFrom('email', 'note', 'customer')), tie('json'), {
        maxKeys: 4,
      }),
    }));
    fc.assert(
      fc.property(json, address, (value, known) => {
        const bytes = JSON.stringify(withoutPersonalData({ value, known, text: `see ${known}.` }));
        expect(bytes).not.toContain(known);
        expect(bytes).not.toMatch(/[\w.+-]@[\w-]+\.[a-z]{2,}/i);
      }),
      { numRuns: 500 },
    );
  });

  it('numbers, ids, names of orders, truth values and times stay', () => {
    const plain = fc.oneof(
      ...[
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.boolean(),
        fc.constant(null),
        fc.uuid(),
      ],
      fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
      fc.nat().map((n) => `#${n}`),
      fc.nat().map((n) => `gid://shopify/Order/${n}`),
      fc
        .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2999-01-01') })
        .map((date) => date.toISOString()),
      fc.integer({ min: -1_000_000, max: 1_000_000 }).map((minor) => (minor / 100).toFixed(2)),
      fc.tuple(fc.integer({ min: 4, max: 60 }), fc.integer({ min: 4, max: 60 })).map(([a, b]) => `${a}x${b}`),
    );
    const field = fc.constantFrom(
      'id',
      'orderId',
      'name',
      'totalMinor',
      'sku',
      'size',
      'placedAt',
      'count',
      'ok',
      'customerId',
    );
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { maxDepth: 4 },
        plain,
        fc.array(tie('json'), { maxLength: 5 }),
        fc.dictionary(field, tie('json')),
      ),
    }));
    fc.assert(fc.property(json, (value) => expect(withoutPersonalData(value)).toEqual(value)));
  });

  it('is clean once it is cleaned', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 3 }),
        fc.constantFrom('email', 'phone', 'address', 'customer', 'note'),
        (value, field) => {
          const once = withoutPersonalData({ [field]: value });
          expect(withoutPersonalData(once)).toEqual(once);
        },
      ),
    );
  });
});
