import { eventOf } from '@vividwalls/events';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { orderBody } from './spec-support/bodies.js';
import { deliveryOf, fixtureBytes, VECTORS } from './spec-support/fixtures.js';
import { expectPublishable, factOf, orderOf } from './spec-support/translated.js';
import { DEFAULT_TEST_ORDER_RULES } from './test-order-rules.js';
import { TRANSLATORS } from './topics.js';
import { translateDelivery } from './translate-delivery.js';

const typeOf = (fact: { eventClass: new () => object }) => eventOf(fact.eventClass).type;
const UNTRANSLATABLE = 'vw.shop.delivery.untranslatable.v1';

describe('a delivery', () => {
  it.each(VECTORS.vectors)('of $file is translated', ({ file, topic }) => {
    expect(typeOf(factOf(deliveryOf(topic, fixtureBytes(file).toString('utf8'))))).not.toBe(UNTRANSLATABLE);
  });

  it('that comes twice is the same fact, and no other delivery or type is', () => {
    const ids = [
      factOf(deliveryOf('orders/paid', orderBody())).id,
      factOf(deliveryOf('orders/paid', orderBody(), { receivedAt: '2026-11-23T00:00:00.000Z' })).id,
      factOf(deliveryOf('orders/paid', orderBody(), { deliveryId: 'another' })).id,
      factOf(deliveryOf('orders/paid', orderBody(), { shop: 'other.myshopify.com' })).id,
      factOf(deliveryOf('orders/updated', orderBody())).id,
    ];
    expect(ids[0]).toBe(ids[1]);
    expect(new Set(ids).size).toBe(4);
  });

  it('whose topic nobody handles is kept', () => {
    const body = '{"id":1}';
    const fact = factOf(deliveryOf('themes/publish', body, { triggeredAt: '2026-11-22T09:00:00Z' }));
    expect(fact).toMatchObject({ subject: 'b54557e4-bdd9-4b37-8a5f-bf7d70bcd043', time: '2026-11-22T09:00:00.000Z' });
    expect(fact.data).toMatchObject({
      reason: 'unknown_topic',
      topic: 'themes/publish',
      bodySha256: createHash('sha256').update(body).digest('hex'),
    });
  });

  it.each(['', 'hello', '{"id":', '<xml/>', '{"id":1}{}'])('whose body is %j is kept', (body) => {
    expect(factOf(deliveryOf('orders/paid', body)).data).toMatchObject({ reason: 'unparsable_body' });
  });

  it.each(['null', '[]', '7', '"text"', '{}'])('whose body is %s is kept', (body) => {
    expect(factOf(deliveryOf('orders/paid', body)).data).toMatchObject({ reason: 'unexpected_shape' });
  });

  it('that begins with a byte order mark, or came as base64, is read', () => {
    expect(orderOf(`\ufeff${JSON.stringify(orderBody())}`).orderId).toBe('5678901234567');
    const latin1 = Buffer.from(JSON.stringify(orderBody({ tags: 'caf\u00e9' })), 'latin1');
    const delivery = deliveryOf('orders/paid', latin1.toString('base64'), { encoding: 'base64' });
    expect(factOf(delivery).data).toMatchObject({ order: { tags: ['caf\ufffd'] } });
  });

  it('of another API version is translated and noted', () => {
    const old = factOf(deliveryOf('orders/paid', orderBody(), { apiVersion: '2024-01' }));
    expect(typeOf(old)).toBe('vw.shop.order.paid.v1');
    expect(old.notes).toEqual([expect.stringContaining('2024-01')]);
    for (const apiVersion of ['2026-07', '2026-10', undefined]) {
      expect(factOf(deliveryOf('orders/paid', orderBody(), { apiVersion })).notes).toEqual([]);
    }
  });

  it('finds its translator whatever the case of the topic', () => {
    expect(typeOf(factOf(deliveryOf(' Orders/Paid', orderBody())))).toBe('vw.shop.order.paid.v1');
  });
});

describe('versions', () => {
  const version = (updated_at: string | undefined, triggeredAt?: string) =>
    factOf(deliveryOf('orders/updated', orderBody({ updated_at }), { triggeredAt })).version;

  it('are the body’s updated_at, the order within its second taken from when it was triggered', () => {
    const second = Date.parse('2026-11-20T14:05:00Z');
    expect(version('2026-11-20T09:05:00-05:00')).toBe(second);
    expect(version('2026-11-20T09:05:00-05:00', '2026-11-20T14:05:00.250Z')).toBe(second + 250);
    expect(version('2026-11-20T09:05:00-05:00', '2026-11-20T14:09:00.250Z')).toBe(second + 999);
    expect(version('2026-11-20T09:05:00-05:00', '2026-11-20T14:04:59Z')).toBe(second);
    expect(version('2026-11-20T14:05:00.500Z', '2026-11-20T14:05:00.900Z')).toBe(second + 500);
    expect(version(undefined, '2026-11-20T14:05:01.250Z')).toBe(second + 1_250);
  });
});

describe('whatever comes', () => {
  const topics = [...TRANSLATORS.keys(), 'nobody/knows'];
  const translate = (topic: string, body: string) =>
    translateDelivery(deliveryOf(topic, body), DEFAULT_TEST_ORDER_RULES);

  it('garbage never throws, is never lost, and what is made of it can be published', () => {
    fc.assert(
      fc.property(fc.constantFrom(...topics), fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (topic, body) => {
        const facts = translate(topic, body);
        expect(facts).toHaveLength(1);
        expectPublishable(facts[0]!);
        // A body may be faulty; that a translator trips over it would be our fault.
        expect((facts[0]!.data as { message?: string }).message ?? '').not.toMatch(/^translator failed/);
      }),
      { numRuns: 400 },
    );
  });

  it('real bodies with any value put in any place give a fact that can be published', () => {
    const bodies = VECTORS.vectors.map(({ file, topic }) => ({ topic, text: fixtureBytes(file).toString('utf8') }));
    const nasty = fc.oneof(
      fc.constantFrom(null, true, '', '[]', {}, [], [[]], [null], -1, '1e2', 1e21, '9'.repeat(40), 'a\0b', '\ud800'),
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...bodies), fc.nat(), nasty, ({ topic, text }, place, value) => {
        const facts = translate(topic, JSON.stringify(withValueAt(JSON.parse(text), place, value)));
        expect(facts).toHaveLength(1);
        expectPublishable(facts[0]!);
        // A body may be faulty; that a translator trips over it would be our fault.
        expect((facts[0]!.data as { message?: string }).message ?? '').not.toMatch(/^translator failed/);
      }),
      { numRuns: 1_500 },
    );
  });

  it('ids beyond 2^53 keep every digit', () => {
    const id = fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n });
    fc.assert(
      fc.property(id, id, id, (orderId, lineId, customerId) => {
        const text = JSON.stringify(orderBody({ id: 'ORDER', customer: { id: 'CUSTOMER' } }))
          .replace('"ORDER"', String(orderId))
          .replace('"CUSTOMER"', String(customerId))
          .replace('1071823177', String(lineId));
        const order = orderOf(text);
        expect([order.orderId, order.lines[0]!.lineId, order.customerId]).toEqual(
          [orderId, lineId, customerId].map(String),
        );
      }),
    );
  });

  it('amounts come out as they went in, as text or as JSON numbers', () => {
    const minor = fc.bigInt({ min: -(10n ** 16n), max: 10n ** 16n });
    const currency = fc.constantFrom(['JPY', 0] as const, ['USD', 2] as const, ['KWD', 3] as const);
    fc.assert(
      fc.property(minor, currency, fc.boolean(), (amount, [code, digits], asNumber) => {
        const text = decimal(amount, digits);
        const body = JSON.stringify(orderBody({ currency: code, total_tip_received: 'TIP' }));
        const order = orderOf(body.replace('"TIP"', asNumber ? text : `"${text}"`));
        expect(order.totals.tipMinor).toBe(String(amount));
      }),
    );
  });
});

function decimal(minor: bigint, digits: number): string {
  const text = String(minor < 0n ? -minor : minor).padStart(digits + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** The body with `value` in the place-th of all its fields, counted through. */
function withValueAt(body: unknown, place: number, value: unknown): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object') return;
    for (const key of Object.keys(node)) {
      places.push([node as Record<string, unknown>, key]);
      visit((node as Record<string, unknown>)[key]);
    }
  };
  visit(body);
  const [parent, key] = places[place % places.length]!;
  parent[key] = value;
  return body;
}
