import type { CommissionAccrued, CommissionClawedBack } from '@vividwalls/events';
import { findOrderLedger } from '../../ledger/ledger.queries.js';
import { CommissionTrial } from '../testing/commission-trial.js';
import type { TrialOrder } from '../testing/credited-orders.js';
import { unsoundness } from '../testing/soundness.js';

let trial: CommissionTrial;
beforeEach(async () => {
  trial = await CommissionTrial.open('commission-accruals');
});
afterEach(async () => {
  expect(trial && (await unsoundness(trial))).toEqual([]);
  await trial?.drop();
});

const by = (agentId: string, amount: bigint, more: Partial<TrialOrder> = {}): TrialOrder => ({
  credits: [{ agentId, department: 'Sales', campaign: 'spring', amount }],
  ...more,
});
const sales = (amount: bigint, more: Partial<TrialOrder> = {}) => by('sales-director', amount, more);

describe('commissions of orders', () => {
  it('are accrued from credits, once, on hold, in the journal, and told', async () => {
    const plan = await trial.plan();
    const events = await trial.write({ '77': sales(19_900n) });
    await trial.handle([...events, ...events]);
    await trial.handle(events);
    expect(await trial.commissions()).toEqual({ '77': 1_990n });
    expect(await trial.balance('expense:commissions')).toBe(1_990n);
    expect(await trial.balance('liability:commissions-accrued')).toBe(-1_990n);
    const entries = await trial.query('SELECT order_id, cause, kind, event_id, correlation_id FROM journal_entries');
    expect(entries).toEqual([
      {
        order_id: null,
        cause: `commission:accrual:77:${plan.id}:1`,
        kind: 'commission',
        event_id: events[0]!.id,
        correlation_id: 'correlation-77',
      },
    ]);
    const [told, ...others] = await trial.events<CommissionAccrued>('vw.finance.commission.accrued.v1');
    expect(others).toEqual([]);
    expect(told).toMatchObject({
      ...{ subject: '77', causationid: events[0]!.id, actor: 'shopify:vividwalls.myshopify.com', test: false },
      data: {
        ...{
          orderId: '77',
          planId: plan.id,
          planVersion: 1,
          period: '2026-11',
          amountMinor: '1990',
          baseMinor: '19900',
        },
        ...{ commissionMinor: '1990', heldMinor: '1990', releaseOn: '2026-12-10' },
        shares: [{ kind: 'agent', id: 'sales-director', amountMinor: '1990' }],
      },
    });
  });

  it('follow refunds down to nothing, and credits that come back', async () => {
    await trial.plan();
    await trial.credit({ '77': sales(19_999n) });
    await trial.credit({ '77': sales(10_000n) });
    expect(await trial.commissions()).toEqual({ '77': (1_999n * 10_000n) / 19_999n });
    await trial.credit({ '77': sales(0n) });
    expect(await trial.commissions()).toEqual({ '77': 0n });
    expect(await trial.balance('expense:commissions')).toBe(0n);
    expect(await trial.balance('liability:commissions-accrued')).toBe(0n);
    await trial.credit({ '77': sales(19_999n) });
    expect(await trial.commissions()).toEqual({ '77': 1_999n });
    const told = await trial.events<CommissionClawedBack>('vw.finance.commission.clawed_back.v1');
    expect(told.map(({ data }) => [data.amountMinor, data.commissionMinor, data.fromHeldMinor])).toEqual([
      ['1000', '999', '1000'],
      ['999', '0', '999'],
    ]);
  });

  it('go from one to another with a credit that a late touch moved', async () => {
    await trial.plan();
    await trial.plan({ beneficiary: { kind: 'agent', id: 'instagram-agent' } });
    await trial.credit({ '77': sales(10_000n) });
    await trial.credit({
      '77': { credits: [...sales(4_000n).credits, ...by('instagram-agent', 6_000n).credits] },
    });
    const rows = await trial.query(
      `SELECT beneficiary_id AS who, sum(held_minor)::int AS held FROM commission_shares GROUP BY 1 ORDER BY 1`,
    );
    expect(rows).toEqual([
      { who: 'instagram-agent', held: 600 },
      { who: 'sales-director', held: 400 },
    ]);
    expect(await trial.balance('expense:commissions')).toBe(1_000n);
  });

  it('know every kind of beneficiary; a partner by campaigns and agents, each credit once', async () => {
    const plans = [
      await trial.plan({ beneficiary: { kind: 'department', id: 'Sales' } }),
      await trial.plan({ beneficiary: { kind: 'persona', id: 'curator' } }),
      await trial.plan({
        beneficiary: { kind: 'partner', id: 'ada' },
        match: { campaigns: ['spring'], agents: ['sales-director'] },
      }),
      await trial.plan({ beneficiary: { kind: 'partner', id: 'bob' }, match: { campaigns: ['autumn'] } }),
    ];
    await trial.credit({
      '77': {
        credits: [
          { agentId: 'sales-director', department: 'Sales', campaign: 'spring', amount: 1_000n },
          { agentId: 'sales-director', personaId: 'curator', department: 'Sales', amount: 2_000n },
          { agentId: 'other', campaign: 'spring', amount: 4_000n },
          { amount: 8_000n },
        ],
      },
    });
    const all = await Promise.all(plans.map(({ id }) => trial.commissions(id)));
    expect(all.map((one) => one['77'])).toEqual([300n, 200n, 700n, undefined]);
  });

  it('leave out test orders, other currencies and days outside of the plan', async () => {
    await trial.plan({ validTo: '2026-11-20' });
    await trial.credit({
      test: sales(1_000n, { book: 'test' }),
      euro: sales(1_000n, { currency: 'EUR' }),
      early: sales(1_000n, { placedOn: '2026-10-31' }),
      late: sales(1_000n, { placedOn: '2026-11-21' }),
      first: sales(1_000n, { placedOn: '2026-11-01' }),
      last: sales(1_000n, { placedOn: '2026-11-20' }),
    });
    expect(await trial.commissions()).toEqual({ first: 100n, last: 100n });
    // Found out late: it was a test all along.
    await trial.credit({ first: sales(1_000n, { book: 'test' }) });
    expect(await trial.commissions()).toEqual({ first: 0n, last: 100n });
  });

  it('are not negative where more went back than came in', async () => {
    await trial.plan();
    await trial.credit({ '77': sales(-500n) });
    expect(await trial.commissions()).toEqual({});
    await trial.credit({ '77': sales(500n) });
    await trial.credit({ '77': sales(-100n) });
    expect(await trial.commissions()).toEqual({ '77': 0n });
  });

  it('count tiers over the period, split by shares, and keep the version they were accrued under', async () => {
    const plan = await trial.plan({
      tiers: {
        mode: 'marginal',
        steps: [
          { fromMinor: '0', toMinor: '10000', ratePpm: 100_000 },
          { fromMinor: '10000', ratePpm: 200_000 },
        ],
      },
      split: [
        { kind: 'agent', id: 'sales-director', sharePpm: 700_000 },
        { kind: 'partner', id: 'ada', sharePpm: 300_000 },
      ],
    });
    await trial.credit({ a: sales(8_000n), b: sales(4_000n) });
    expect(await trial.commissions()).toEqual({ a: 800n, b: 600n });
    await trial.plans.change(plan.id, { validFrom: '2026-12-01', ratePpm: 500_000 }, 'user:owner');
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(4_000n), c: sales(1_000n, { placedOn: '2026-12-01' }) });
    expect(await trial.commissions()).toEqual({ a: 400n, b: 600n, c: 500n });
    const shares = await trial.query(
      `SELECT a.order_id AS o, s.beneficiary_id AS who, s.held_minor::int AS held FROM commission_shares s
       JOIN commission_accruals a ON a.id = s.accrual_id ORDER BY 1, 2`,
    );
    expect(shares).toEqual([
      ...[
        { o: 'a', who: 'ada', held: 120 },
        { o: 'a', who: 'sales-director', held: 280 },
      ],
      ...[
        { o: 'b', who: 'ada', held: 180 },
        { o: 'b', who: 'sales-director', held: 420 },
      ],
      ...[
        { o: 'c', who: 'ada', held: 150 },
        { o: 'c', who: 'sales-director', held: 350 },
      ],
    ]);
  });

  it('stop at the cap, and give the room of a refund to orders that it had cut, of this batch or another', async () => {
    await trial.plan({ capMinor: '500' });
    await trial.credit({ a: sales(5_000n, { placedOn: '2026-11-02' }) });
    await trial.credit({ b: sales(2_000n, { placedOn: '2026-11-03' }), c: sales(4_000n, { placedOn: '2026-11-04' }) });
    expect(await trial.commissions()).toEqual({ a: 500n, b: 0n, c: 0n });
    await trial.credit({ a: sales(0n) });
    expect(await trial.commissions()).toEqual({ a: 0n, b: 200n, c: 300n });
    expect(await trial.balance('liability:commissions-accrued')).toBe(-500n);
  });

  it('are in no order’s own ledger, which bookkeeping would take for its own', async () => {
    await trial.plan();
    await trial.credit({ '77': sales(19_900n) });
    expect(await findOrderLedger(trial.database.dataSource, '77')).toBeUndefined();
  });

  it('catch up with orders that were credited before the plan was made', async () => {
    const orders = Object.fromEntries(Array.from({ length: 450 }, (_, i) => [`o${i}`, sales(1_000n)]));
    await trial.credit(orders);
    await trial.credit({ before: sales(1_000n, { placedOn: '2026-10-31' }) });
    await trial.plan();
    const commissions = await trial.commissions();
    expect(Object.keys(commissions)).toHaveLength(450);
    expect(await trial.balance('expense:commissions')).toBe(45_000n);
    expect(await trial.sweeper.sweep()).toMatchObject({ caughtUp: 0 });
  });

  it('end the same when two replicas handle the same orders at once, in other orders and twice', async () => {
    await trial.plan({ capMinor: '30000' });
    await trial.plan({ beneficiary: { kind: 'department', id: 'Sales' } });
    await trial.plan({ beneficiary: { kind: 'partner', id: 'ada' }, match: { campaigns: ['spring'] } });
    const ids = Array.from({ length: 60 }, (_, i) => `o${i}`);
    const first = await trial.write(Object.fromEntries(ids.map((id, i) => [id, sales(10_001n + BigInt(i))])));
    const refunds = trial.write(Object.fromEntries(ids.filter((_, i) => i % 2 === 0).map((id) => [id, sales(3_333n)])));
    await Promise.all([
      trial.handle(first.slice(0, 40)),
      trial.handle(first.slice(20)),
      refunds.then((events) => trial.handle([...events].reverse())),
      refunds.then((events) => trial.handle(events)),
    ]);
    await trial.handle(await refunds);
    const [off] = await trial.query<{ off: number }>(
      `SELECT count(*)::int AS off FROM commission_periods p JOIN LATERAL (
         SELECT sum(base_minor) AS base, sum(commission_minor) AS commission, sum(held_minor) AS held FROM commission_accruals a
         WHERE a.plan_id = p.plan_id AND a.period_from = p.period_from) s ON true
       WHERE p.base_minor <> s.base OR p.commission_minor <> s.commission OR s.held <> s.commission`,
    );
    expect(off).toEqual({ off: 0 });
    const [sums] = await trial.query<{ base: string; commission: string; held: string }>(
      `SELECT (SELECT sum(base_minor) FROM commission_periods) AS base,
         (SELECT sum(commission_minor) FROM commission_periods) AS commission,
         (SELECT sum(held_minor) FROM commission_accounts) AS held`,
    );
    const now = ids.reduce((sum, _, i) => sum + (i % 2 === 0 ? 3_333n : 10_001n + BigInt(i)), 0n);
    expect(BigInt(sums!.base)).toBe(3n * now);
    expect(sums!.held).toBe(sums!.commission);
    expect(await trial.balance('expense:commissions')).toBe(BigInt(sums!.commission));
    expect(await trial.balance('liability:commissions-accrued')).toBe(-BigInt(sums!.commission));
  });
});
