import type { MarginRow, Margins } from '@vividwalls/contracts';
import { credited } from '../reports/testing/credited.js';
import { ReportsOf } from '../reports/testing/reports-of.js';
import { CANVAS_COST, shopYear, WRAPPED_COST } from '../reports/testing/shop-year.js';

let reports: ReportsOf;
beforeAll(async () => {
  reports = await ReportsOf.start('margins');
  await reports.database.book(...shopYear());
  await credited(reports.database, 'b', [
    ['sam', 30_000n],
    ['pam', 10_000n],
    [null, 10_000n],
  ]);
  await commission('b', 2_000n, [['agent', 'sam', 1_500n]]);
});
afterAll(() => reports?.stop());

const USD = 'from=2026-01-01&to=2026-12-31&currency=USD';

/** A commission of an order, as accruals keep it. */
async function commission(
  orderId: string,
  minor: bigint,
  shares: readonly (readonly [kind: string, id: string, minor: bigint])[],
): Promise<void> {
  await reports.database.owner.transaction(async (tx) => {
    // The plan it is of is not what this is about.
    await tx.query(
      `DO $$ DECLARE one text; BEGIN
         FOR one IN SELECT conname FROM pg_constraint WHERE conrelid = 'commission_accruals'::regclass AND contype = 'f'
         LOOP EXECUTE format('ALTER TABLE commission_accruals DROP CONSTRAINT %I', one); END LOOP;
       END $$`,
    );
    const [accrual] = await tx.query<{ id: string }[]>(
      `INSERT INTO commission_accruals (id, order_id, plan_id, period_from, shop, currency, placed_on, release_on, base_minor,
         rated_base_minor, rated_minor, cut_minor, commission_minor, held_minor, seq, recorded_at, changed_at)
       SELECT gen_random_uuid(), order_id, gen_random_uuid(), '2026-02-01', shop, currency, placed_on, placed_on, $2, $2, $2, 0,
         $2, $2, 1, placed_at, placed_at FROM order_books WHERE order_id = $1 RETURNING id`,
      [orderId, minor.toString()],
    );
    for (const [kind, id, share] of shares) {
      await tx.query('INSERT INTO commission_shares VALUES ($1, $2, $3, $4, 0)', [
        accrual!.id,
        kind,
        id,
        share.toString(),
      ]);
    }
  });
}

const byKey = ({ items }: Margins) => new Map(items.map((row) => [row.key, row]));
const sum = (rows: readonly MarginRow[], of: (row: MarginRow) => string | null) =>
  rows.reduce((total, row) => total + BigInt(of(row) ?? '0'), 0n);

describe('margins', () => {
  it('by order are what is left of each, newest first', async () => {
    const { items, totals } = await reports.margins(`by=order&${USD}`);
    expect(items.map(({ key }) => key)).toEqual(['d', 'c', 'b', 'a']);
    const b = items[2]!;
    expect(b).toMatchObject({
      ...{ name: '#b', placedOn: '2026-02-05', netRevenueMinor: '50000', commissionsMinor: '2000' },
      costOfGoodsMinor: String(CANVAS_COST + WRAPPED_COST),
      // 2.9 % and 0.30 of the 600.00 that were captured
      processorFeesMinor: '1770',
      margin: { amountMinor: String(50_000n - CANVAS_COST - WRAPPED_COST - 1_770n - 2_000n), percent: '49.62' },
    });
    expect(totals).toMatchObject([{ orders: 4, netRevenueMinor: '89000', unknown: { orders: 1 } }]);
  });

  it('of an order whose cost is unknown is unknown, and is counted', async () => {
    const { items } = await reports.margins(`by=order&${USD}`);
    expect(items[1]).toMatchObject({
      ...{ key: 'c', costOfGoodsMinor: null },
      margin: {
        amountMinor: null,
        percent: null,
        atMostMinor: '4825',
        reason: 'The cost of goods of 1 order is unknown.',
      },
      unknown: { orders: 1 },
    });
  });

  it('by line share what the order is charged as a whole', async () => {
    const { items } = await reports.margins(`by=line&${USD}`);
    const own = items.filter(({ orderId }) => orderId === 'd');
    expect(own.map(({ key, processorFeesMinor }) => [key, processorFeesMinor])).toEqual([
      ['d2', '217'],
      ['d1', '248'],
    ]);
    // What came back brought nothing and bears no fee; its print was made all the same.
    const back = items.find(({ key }) => key === 'b2');
    expect(back).toMatchObject({ units: 0, netRevenueMinor: '0', processorFeesMinor: '0', commissionsMinor: '0' });
    expect(back!.margin.amountMinor).toBe(String(-CANVAS_COST));
  });

  it.each(['size', 'product', 'stream'])('by %s sum with the rest to the total, to the cent', async (by) => {
    const { items, rest, totals } = await reports.margins(`by=${by}&${USD}`);
    const all = [...items, ...rest];
    expect(sum(all, (row) => row.netRevenueMinor)).toBe(BigInt(totals[0]!.netRevenueMinor));
    expect(sum(all, (row) => row.costOfGoodsMinor)).toBe(BigInt(totals[0]!.costOfGoodsMinor!));
    expect(sum(all, (row) => row.processorFeesMinor)).toBe(BigInt(totals[0]!.processorFeesMinor));
    expect(sum(all, (row) => row.commissionsMinor)).toBe(BigInt(totals[0]!.commissionsMinor));
    expect(items.reduce((orders, row) => orders + row.unknown.orders, 0)).toBe(1);
  });

  it('by size have one for what is not told', async () => {
    const sizes = byKey(await reports.margins(`by=size&${USD}`));
    expect([...sizes.keys()]).toEqual(['36x48', '24x36', null]);
    expect(sizes.get('36x48')).toMatchObject({ units: 1, netRevenueMinor: '50000', commissionsMinor: '2000' });
    expect(sizes.get(null)).toMatchObject({ reason: 'Their size is not told.', margin: { amountMinor: null } });
  });

  it('by segment are one group as long as nobody tells segments', async () => {
    const { items } = await reports.margins(`by=segment&${USD}`);
    expect(items).toMatchObject([{ key: null, orders: 4, reason: 'No service tells the segments of customers yet.' }]);
  });

  it('by agent divide orders as their credits do, less what each got and spent', async () => {
    await reports.finance.post('/api/finance/costs', {
      ...{ agentId: 'sam', category: 'advertising', amountMinor: '4000', currency: 'USD' },
      ...{ description: 'Ads', occurredAt: '2026-02-06T10:00:00Z' },
    });
    await reports.finance.post('/api/finance/costs', {
      ...{ agentId: 'idle', category: 'llm', amountMinor: '70', currency: 'USD' },
      ...{ description: 'Drafts', occurredAt: '2026-02-06T10:00:00Z' },
    });
    const { items, rest, totals } = await reports.margins(`by=agent&${USD}`);
    const agents = byKey({ items } as Margins);
    const cost = CANVAS_COST + WRAPPED_COST;
    expect(agents.get('sam')).toMatchObject({
      ...{
        orders: 1,
        netRevenueMinor: '30000',
        costOfGoodsMinor: String((cost * 3n) / 5n),
        processorFeesMinor: '1062',
      },
      ...{ commissionsMinor: '1500', advertisingMinor: '4000' },
    });
    expect(agents.get('idle')).toMatchObject({
      orders: 0,
      netRevenueMinor: '0',
      agentRunsMinor: '70',
      margin: { amountMinor: '-70' },
    });
    expect(agents.get(null)).toMatchObject({ netRevenueMinor: '10000', reason: expect.stringContaining('No agent') });
    // Orders without credits are in the rest, and one of them has an unknown cost.
    expect(rest).toMatchObject([{ netRevenueMinor: '39000', commissionsMinor: '500', unknown: { orders: 1 } }]);
    const all = [...items, ...rest];
    expect(sum(all, (row) => row.costOfGoodsMinor)).toBe(BigInt(totals[0]!.costOfGoodsMinor!));
    expect(sum(all, (row) => row.processorFeesMinor)).toBe(BigInt(totals[0]!.processorFeesMinor));
  });

  it.each([
    ['order', 'placed'],
    ['order', 'net'],
    ['order', '-net'],
    ['order', 'margin'],
    ['order', '-margin'],
    ['line', 'placed'],
    ['line', 'net'],
    ['line', '-net'],
    ['size', 'margin'],
    ['stream', 'key'],
  ])('by %s, sorted by %s, are the same page by page', async (by, sort) => {
    const query = `by=${by}&sort=${sort}&${USD}`;
    const whole = await reports.margins(`${query}&limit=1000`);
    const paged: MarginRow[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Margins = await reports.margins(`${query}&limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.items);
  });

  it('put what is unknown last, whichever way they are sorted', async () => {
    const keys = async (sort: string) =>
      (await reports.margins(`by=order&sort=${sort}&${USD}`)).items.map(({ key }) => key);
    expect(await keys('margin')).toEqual(['b', 'a', 'd', 'c']);
    expect(await keys('-margin')).toEqual(['d', 'a', 'b', 'c']);
  });

  it.each([
    [`by=line&sort=margin&${USD}`, '/sort'],
    [`by=order&sort=key&${USD}`, '/sort'],
    [`by=size&sort=placed&${USD}`, '/sort'],
    [`by=order&cursor=abc&${USD}`, '/cursor'],
    [`by=size&cursor=abc&${USD}`, '/cursor'],
  ])('refuse %s', async (query, pointer) => {
    expect(await reports.ask(`margins?${query}`)).toMatchObject({ status: 422, body: { errors: [{ pointer }] } });
  });

  it('say why there are none', async () => {
    expect(await reports.margins('by=size&from=2020-01-01&to=2020-12-31')).toMatchObject({
      ...{ items: [], rest: [], totals: [] },
      reason: 'Nothing is booked in the real book from 2020-01-01 to 2020-12-31.',
    });
    expect(await reports.margins('by=order')).toMatchObject({ from: '2026-10-26', to: '2026-11-24' });
  });

  it('are a file that runs no formula', async () => {
    const { body, headers } = await reports.ask<string>(`margins?by=product&${USD}&format=csv`);
    expect(headers.get('content-disposition')).toContain('margins-product-2026-01-01-2026-12-31.csv');
    expect(body).toContain(`product,p2,"'=Limited Edition, ""Dunes""",`);
    expect(body.split('\r\n')[0]).toContain('net revenue,cost of goods,processor fees,commissions');
  });
});
