import fc from 'fast-check';
import { order, refund, transaction } from '../order-books/testing/snapshots.js';
import { orderEvent, refundEvent } from '../testing/order-events.js';
import { AttributionTrial, checkout, interaction, revenue, SHOP } from './testing/attribution-trial.js';

let trial: AttributionTrial;
beforeEach(async () => {
  trial = await AttributionTrial.begin('attribution');
});
afterEach(() => trial?.drop());

const email = (fields = {}) => interaction({ agentId: 'email-marketing-agent', channel: 'email', ...fields });
const sets = (orderId = '1001') =>
  trial.dataSource.query<{ seq: number; reason: string; amount_minor: string; book: string }[]>(
    'SELECT seq, reason, amount_minor, book FROM attribution_sets WHERE order_id = $1 ORDER BY seq',
    [orderId],
  );

describe('an order', () => {
  it('that nothing touched is unattributed, all of it', async () => {
    await trial.follow(revenue());
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
  });

  it('gives its revenue to the touches before it, to the cent, and tells of it', async () => {
    await trial.interact(interaction(), email(), email({ occurredAt: '2026-11-08T12:00:00Z' }));
    const one = revenue();
    await trial.follow(one);
    expect(await trial.credits('1001')).toEqual({ 'real email-marketing-agent': 6_667, 'real live-chat-agent': 3_333 });
    const [{ payload }] = await trial.dataSource.query<[{ payload: string }]>('SELECT payload FROM outbox');
    expect(JSON.parse(payload)).toMatchObject({
      ...{ type: 'vw.finance.attribution.set.v1', subject: '1001', version: 1, test: false, shop: SHOP },
      ...{ correlationid: one.because.correlationId, actor: one.because.actor },
      data: {
        ...{ seq: 1, reason: 'capture', model: 'linear', modelVersion: 1, currency: 'USD', amountMinor: '10000' },
        credits: [
          { agentId: 'email-marketing-agent', department: 'Marketing', channel: 'email', amountMinor: '3334' },
          { agentId: expect.any(String), kind: 'direct', amountMinor: '3333' },
          { agentId: expect.any(String), kind: 'direct', amountMinor: '3333' },
        ],
      },
    });
  });

  it('leaves out touches too old, after it, of a test, of another shop, of nobody known, and of strangers', async () => {
    await trial.interact(
      interaction({ occurredAt: '2026-10-11T11:59:59Z' }),
      interaction({ occurredAt: '2026-11-10T12:00:00.001Z' }),
      interaction({ occurredAt: '2026-11-07T00:00:00Z' }, true),
      { ...interaction({ occurredAt: '2026-11-06T00:00:00Z' }), shop: 'other.myshopify.com' },
      interaction({ customerId: undefined }),
      interaction({ customerId: '8' }),
    );
    await trial.follow(revenue());
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
  });

  it('takes a refund back at its own rate, and ends at nothing when all is refunded', async () => {
    await trial.interact(interaction(), email({ occurredAt: '2026-11-08T12:00:00Z' }));
    await trial.follow(revenue({ netRevenueMinor: 10_001n }));
    await trial.follow(revenue({ netRevenueMinor: 3_333n, time: '2026-11-12T00:00:00Z' }));
    expect(await trial.credits('1001')).toEqual({ 'real email-marketing-agent': 1_667, 'real live-chat-agent': 1_666 });
    await trial.follow(revenue({ netRevenueMinor: 0n, time: '2026-11-13T00:00:00Z' }));
    expect(await trial.credits('1001')).toEqual({});
    expect((await sets()).map(({ reason, amount_minor }) => [reason, amount_minor])).toEqual([
      ...[['capture', '10001'], ['refund', '-6668'], ['refund', '-3333']], // prettier-ignore
    ]);
  });

  it('that turns out to be a test leaves the one book and comes into the other', async () => {
    await trial.interact(interaction());
    await trial.follow(revenue());
    await trial.follow(revenue({ book: 'test' }));
    expect(await trial.credits('1001')).toEqual({ 'test live-chat-agent': 10_000 });
    expect(await sets()).toMatchObject([
      { reason: 'capture', book: 'real', amount_minor: '10000' },
      { reason: 'correction', book: 'real', amount_minor: '-10000' },
      { reason: 'correction', book: 'test', amount_minor: '10000' },
    ]);
  });

  it('of which nothing new is told gets no further set', async () => {
    await trial.interact(interaction());
    for (let i = 0; i < 3; i += 1) await trial.follow(revenue());
    await trial.late.settle();
    expect(await sets()).toHaveLength(1);
    expect(await trial.dataSource.query('SELECT count(*)::int AS n FROM touch_arrivals')).toEqual([{ n: 0 }]);
  });

  it('that earned nothing yet has no credits', async () => {
    await trial.follow(revenue({ netRevenueMinor: 0n }));
    expect(await sets()).toEqual([]);
  });

  it('is found by its refund before anybody knows it, and by itself afterwards', async () => {
    await trial.interact(interaction());
    const nobody = { identity: { sessionIds: [] }, placedAt: '2026-11-12T09:00:00.000Z' };
    await trial.follow(revenue({ ...nobody, netRevenueMinor: -2_500n }));
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': -2_500 });
    await trial.follow(revenue({ netRevenueMinor: 7_500n }));
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 7_500 });
    expect(await trial.allDays()).toEqual(
      expect.arrayContaining([expect.objectContaining({ day: '2026-11-10', amount_minor: '7500' })]),
    );
    expect(await trial.allDays()).toHaveLength(8);
  });
});

describe('a touch told late', () => {
  it('changes an order that is open by differences that sum to nothing', async () => {
    await trial.interact(interaction());
    await trial.follow(revenue());
    const late = email();
    await trial.interact(late);
    expect(await trial.late.settle()).toBe(1);
    expect(await trial.credits('1001')).toEqual({ 'real email-marketing-agent': 5_000, 'real live-chat-agent': 5_000 });
    expect(await sets()).toMatchObject([{ reason: 'capture' }, { reason: 'late_touch', amount_minor: '0' }]);
    const rows = await trial.dataSource.query<{ payload: string }[]>('SELECT payload FROM outbox ORDER BY id');
    expect(JSON.parse(rows[1]!.payload)).toMatchObject({
      causationid: late.id,
      shop: SHOP,
      data: { amountMinor: '0' },
    });
  });

  it('leaves a closed order as it is', async () => {
    await trial.follow(revenue());
    trial.clock.at = new Date('2026-12-23T00:00:00Z');
    await trial.interact(interaction());
    expect(await trial.late.settle()).toBe(0);
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
  });

  it('counts for an order that was brought in long after it was placed', async () => {
    await trial.follow(revenue({ placedAt: '2026-03-01T12:00:00.000Z' }));
    await trial.interact(interaction({ occurredAt: '2026-02-20T12:00:00Z' }));
    await trial.late.settle();
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 });
  });

  it('is one touch however often it is told', async () => {
    for (let i = 0; i < 3; i += 1) await trial.interact(interaction(), interaction());
    await trial.follow(revenue());
    expect(await trial.dataSource.query('SELECT count(*)::int AS n FROM touchpoints')).toEqual([{ n: 2 }]);
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 });
    expect((await sets())[0]).toMatchObject({ amount_minor: '10000' });
  });

  it('in the future is refused for good, with the time', async () => {
    const future = interaction({ occurredAt: '2026-11-22T12:05:01Z' });
    await expect(trial.interact(interaction(), future)).rejects.toMatchObject({
      name: 'Permanent',
      message: expect.stringMatching(/is in the future: 2026-11-22T12:05:01.000Z/),
    });
    await trial.interact(interaction({ occurredAt: '2026-11-22T12:04:59Z' }));
  });
});

describe('a visit', () => {
  const utm = { source: 'ig', medium: 'social', campaign: 'Fall' };
  const guest = { identity: { checkoutToken: 'T', sessionIds: [] } };

  it('is one touch, told by the checkout and by the order, whichever comes first', async () => {
    const origin = { utm, discountCodes: [] };
    await trial.follow(revenue({ ...guest, origin }));
    expect(await trial.credits('1001')).toEqual({ 'real instagram': 10_000 });
    await trial.checkOut(checkout({ origin: { utm, noteAttributes: [] } }));
    await trial.checkOut(checkout({ checkoutId: 'c2', token: 'T2', origin: { utm, noteAttributes: [] } }));
    await trial.follow(
      revenue({ orderId: '1002', identity: { checkoutToken: 'T2', sessionIds: [] }, origin, netRevenueMinor: 500n }),
    );
    await trial.late.settle();
    expect(await trial.credits('1001')).toEqual({ 'real instagram': 10_000 });
    expect(await trial.credits('1002')).toEqual({ 'real instagram': 500 });
    const paths = await trial.dataSource.query<{ at: string[] }[]>(
      `SELECT ARRAY(SELECT json_array_elements(state -> 'path') ->> 'occurredAt') AS at FROM attribution_orders`,
    );
    expect(paths.map(({ at }) => at)).toEqual([['2026-11-10T11:00:00.000Z'], ['2026-11-10T11:00:00.000Z']]);
  });

  it('gives an agent what its campaign, code or link brought', async () => {
    await trial.dataSource.query(
      `INSERT INTO touch_sources (match, value, agent_id, persona_id, channel, campaign, kind, changed_by, changed_at) VALUES
       ('utm_campaign', 'fall', 'instagram-agent', 'curator', 'instagram', 'fall', 'influenced', 'user:owner', now()),
       ('discount_code', 'west10', 'partnership-development-agent', NULL, 'partner', 'studio-west', 'assisted', 'u', now()),
       ('link', 'ref=studio-west', 'partnership-development-agent', NULL, 'partner', 'studio-west', 'direct', 'u', now())`,
    );
    const origin = {
      ...{ utm, landingSite: '/collections/new?ref=studio-west&utm_campaign=Fall', discountCodes: ['WEST10', 'Other'] },
    };
    await trial.follow(revenue({ origin, netRevenueMinor: 9_999n }));
    // The code names whom the link names: one touch. The other code is claimed by nobody.
    expect(await trial.credits('1001')).toEqual({
      ...{ 'real instagram-agent': 3_333, 'real partnership-development-agent': 3_333, 'real discount': 3_333 },
    });
  });

  it('of an order that nobody is known to have placed counts for it', async () => {
    await trial.follow(revenue({ identity: { sessionIds: [] }, origin: { utm, discountCodes: [] } }));
    expect(await trial.credits('1001')).toEqual({ 'real instagram': 10_000 });
  });

  it('of a test order counts for nobody', async () => {
    await trial.follow(revenue({ book: 'test', origin: { utm, discountCodes: [] } }));
    await trial.follow(revenue({ orderId: '1002' }));
    expect(await trial.credits('1001')).toEqual({ 'test unattributed': 10_000 });
    expect(await trial.credits('1002')).toEqual({ 'real unattributed': 10_000 });
  });
});

describe('a checkout', () => {
  it('joins the keys it names, by one hop: before the order and after it', async () => {
    await trial.interact(interaction({ customerId: undefined, cartToken: 'C' }));
    await trial.follow(revenue());
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
    await trial.checkOut(checkout({ cartToken: 'C', customerId: '7' }));
    await trial.late.settle();
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 });
    await trial.follow(revenue({ orderId: '1002' }));
    expect(await trial.credits('1002')).toEqual({ 'real live-chat-agent': 10_000 });
  });

  it('is no bridge to a further one', async () => {
    await trial.interact(interaction({ customerId: undefined, cartToken: 'C' }));
    await trial.checkOut(checkout({ cartToken: 'C', emailHash: 'e' }));
    await trial.checkOut(checkout({ checkoutId: 'c2', token: 'T2', emailHash: 'e', customerId: '7' }));
    await trial.follow(revenue());
    await trial.late.settle();
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
  });

  it('of a test joins nothing', async () => {
    await trial.interact(interaction({ customerId: undefined, cartToken: 'C' }));
    await trial.checkOut(checkout({ cartToken: 'C', customerId: '7' }, true));
    await trial.follow(revenue());
    expect(await trial.credits('1001')).toEqual({ 'real unattributed': 10_000 });
  });
});

describe('an order and its touch at the same time', () => {
  it('find each other, although neither sees the other', async () => {
    const [booking, telling] = [trial.dataSource.createQueryRunner(), trial.dataSource.createQueryRunner()];
    await Promise.all([booking.startTransaction(), telling.startTransaction()]);
    await trial.attribution.follow(booking.manager, [revenue()]);
    await trial.handlers.interactions(telling.manager, [interaction()]);
    await telling.commitTransaction();
    let settled = false;
    const settling = trial.late.settle().then((changed) => {
      settled = true;
      return changed;
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(settled).toBe(false);
    await booking.commitTransaction();
    expect(await settling).toBe(1);
    await Promise.all([booking.release(), telling.release()]);
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 });
  });

  it('never miss each other over many tries by two replicas', async () => {
    const tries = Array.from({ length: 40 }, (_, i) => String(i));
    await Promise.all(
      tries.flatMap((customerId) => [
        trial.follow(revenue({ orderId: `o${customerId}`, identity: { customerId, sessionIds: [] } })),
        trial.interact(interaction({ customerId })).then(() => trial.late.settle()),
      ]),
    );
    await trial.late.settle();
    for (const id of tries) expect(await trial.credits(`o${id}`)).toEqual({ 'real live-chat-agent': 10_000 });
  });

  it('do not deadlock when batches of both cross', async () => {
    const orders = Array.from({ length: 60 }, (_, i) => revenue({ orderId: `o${i}` }));
    await Promise.all([
      trial.follow(...orders.slice(0, 40)),
      trial.follow(...orders.slice(40).reverse()),
      ...Array.from({ length: 8 }, (_, i) =>
        trial.interact(interaction({ campaign: `c${i}` })).then(() => trial.late.settle()),
      ),
    ]);
    await Promise.all([trial.late.settle(), trial.late.settle()]);
    const rows = await trial.dataSource.query<{ n: number; total: string }[]>(
      `SELECT json_array_length(state -> 'path') AS n, net_minor AS total FROM attribution_orders`,
    );
    expect(rows).toHaveLength(60);
    expect(rows.every(({ n }) => n === 8)).toBe(true);
  });
});

describe('sets and credits', () => {
  it.each(['attribution_sets', 'attribution_credits', 'touchpoints', 'touch_keys', 'checkout_keys'])(
    'never change: %s',
    async (table) => {
      for (const statement of [`DELETE FROM ${table}`, `TRUNCATE ${table}`]) {
        await expect(trial.dataSource.query(statement)).rejects.toThrow(/permission denied/);
        await expect(trial.database.owner.query(statement)).rejects.toThrow(/is never changed/);
      }
    },
  );

  it('sum, or the database refuses them, whoever writes', async () => {
    await trial.follow(revenue());
    const insert = `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, channel, weight, amount_minor, currency)
      SELECT id, 2, order_id, book, 'x', 1, 1, currency FROM attribution_sets`;
    await expect(trial.database.owner.query(insert)).rejects.toThrow(/credits of set .* refused/);
  });
});

describe('books kept from events', () => {
  it('end with the same credits and days for any order of delivery, and they sum to net revenue', async () => {
    const later = '2026-03-07T00:00:00Z';
    const origin = (token: string, campaign?: string) => ({
      ...{ utm: campaign ? { source: 'ig', campaign } : {}, noteAttributes: [], checkoutToken: token },
    });
    const a = { orderId: 'a', customerId: '7', origin: origin('TA', 'spring') };
    const aPaid = { financialStatus: 'paid' as const };
    const orders = [
      orderEvent(order({ ...a, financialStatus: 'pending' })),
      orderEvent(order({ ...a, ...aPaid, updatedAt: later, totals: { linesMinor: '25000', totalMinor: '25000' } })),
      refundEvent(
        refund({
          orderId: 'a',
          transactions: [transaction({ orderId: 'a', transactionId: 'ta', amountMinor: '4999' })],
        }),
      ),
      orderEvent(order({ orderId: 'b', customerId: '7', origin: origin('TB') })),
      orderEvent(order({ orderId: 'c', emailHash: 'e', origin: origin('TC', 'owner') })),
      orderEvent(order({ orderId: 'c', emailHash: 'e', origin: origin('TC', 'owner'), updatedAt: later }), true),
    ];
    const occurredAt = '2026-02-20T00:00:00Z';
    const others = [
      () => interaction({ occurredAt }),
      () => interaction({ occurredAt: '2026-02-25T00:00:00Z', agentId: 'instagram-agent', channel: 'instagram' }),
      () => interaction({ occurredAt, customerId: undefined, cartToken: 'C', kind: 'influenced' }),
      () => interaction({ occurredAt, customerId: undefined, emailHash: 'e' }),
      () => checkout({ token: 'TA', cartToken: 'C', createdAt: occurredAt, origin: origin('TA', 'spring') }),
    ].map((make) => make());
    type Told = (to: AttributionTrial) => Promise<void>;
    const told: Told[] = [
      ...orders.map(
        (event): Told =>
          (to) =>
            to.book(event),
      ),
      ...others.map((event): Told => (to) => ('checkout' in event.data ? to.checkOut(event as never) : to.interact(event as never))), // prettier-ignore
      (to) => to.late.settle().then(() => undefined),
    ];
    const keep = async (to: AttributionTrial, tellings: readonly Told[]) => {
      for (const tell of tellings) await tell(to);
      await to.late.settle();
      const [credits, days] = [await to.allCredits(), await to.allDays()];
      const wrong = await to.dataSource.query(
        `SELECT o.order_id FROM order_books o LEFT JOIN attribution_credits c ON c.order_id = o.order_id AND c.book = o.book
         GROUP BY o.order_id HAVING o.net_revenue_minor <> coalesce(sum(c.amount_minor), 0)`,
      );
      expect(wrong).toEqual([]);
      return { credits, days };
    };
    const expected = await keep(trial, told);
    expect(expected.credits).toHaveLength(7);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray([...told, ...told], { minLength: told.length * 2 }), async (shuffled) => {
        const other = await AttributionTrial.begin('shuffled');
        try {
          expect(await keep(other, shuffled)).toEqual(expected);
        } finally {
          await other.drop();
        }
      }),
      { numRuns: 5 },
    );
  });
});
