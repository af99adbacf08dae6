import type { CommissionClawedBack, CommissionReleased, CommissionToppedUp } from '@vividwalls/events';
import { CommissionTrial } from '../testing/commission-trial.js';
import type { TrialOrder } from '../testing/credited-orders.js';
import { unsoundness } from '../testing/soundness.js';

let trial: CommissionTrial;
beforeEach(async () => {
  trial = await CommissionTrial.open('commission-sweep');
});
afterEach(async () => {
  expect(trial && (await unsoundness(trial))).toEqual([]);
  await trial?.drop();
});

const sales = (amount: bigint, placedOn = '2026-11-10'): TrialOrder => ({
  placedOn,
  credits: [{ agentId: 'sales-director', amount }],
});

describe('the sweep', () => {
  it('releases commissions on the day after their hold, once', async () => {
    await trial.plan({ holdDays: 30 });
    await trial.credit({ a: sales(10_000n), b: sales(20_000n, '2026-11-11') });
    trial.clock.setDay('2026-12-09');
    expect(await trial.sweeper.sweep()).toMatchObject({ released: 0 });
    trial.clock.setDay('2026-12-10');
    expect(await trial.sweeper.sweep()).toMatchObject({ released: 1 });
    expect(await trial.sweeper.sweep()).toMatchObject({ released: 0 });
    expect(await trial.balance('liability:commissions-accrued')).toBe(-2_000n);
    expect(await trial.balance('liability:commissions-payable')).toBe(-1_000n);
    expect(await trial.balance('expense:commissions')).toBe(3_000n);
    const told = await trial.events<CommissionReleased>('vw.finance.commission.released.v1');
    expect(told.map(({ data, actor }) => [data.orderId, data.amountMinor, data.heldMinor, actor])).toEqual([
      ['a', '1000', '0', 'system'],
    ]);
  });

  it('releases at once what is accrued after its hold, and what an edit adds', async () => {
    await trial.plan({ holdDays: 0 });
    await trial.credit({ a: sales(10_000n) });
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(15_000n) });
    expect(await trial.balance('liability:commissions-accrued')).toBe(-500n);
    await trial.sweeper.sweep();
    expect(await trial.balance('liability:commissions-payable')).toBe(-1_500n);
  });

  it('shares a great number between replicas without waiting, and none twice', async () => {
    await trial.plan({ holdDays: 0 });
    const orders = Object.fromEntries(Array.from({ length: 600 }, (_, i) => [`o${i}`, sales(1_000n)]));
    await trial.credit(orders);
    const [one, other] = await Promise.all([trial.sweeper.sweep(), trial.sweeper.sweep()]);
    const rest = await trial.sweeper.sweep();
    expect(one.released + other.released + rest.released).toBe(600);
    expect(await trial.balance('liability:commissions-payable')).toBe(-60_000n);
  });

  it('takes back before, across and after a release; what was released is owed less, or by the payee', async () => {
    await trial.plan({ holdDays: 0 });
    await trial.credit({ a: sales(10_000n) });
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(12_000n) });
    await trial.credit({ a: sales(3_000n) });
    const [told] = await trial.events<CommissionClawedBack>('vw.finance.commission.clawed_back.v1');
    expect(told!.data).toMatchObject({ amountMinor: '900', fromHeldMinor: '200', fromReleasedMinor: '700' });
    expect(await trial.balance('liability:commissions-payable')).toBe(-300n);
    await trial.credit({ a: sales(0n) });
    expect(await trial.balance('liability:commissions-payable')).toBe(0n);
    expect(await trial.balance('expense:commissions')).toBe(0n);
  });

  it('tops a period up to its floor when it is over, into its own statement', async () => {
    await trial.plan({ floorMinor: '5000', validFrom: '2026-10-15', validTo: '2026-12-31' });
    await trial.credit({ a: sales(10_000n) });
    trial.clock.setDay('2026-12-03');
    expect(await trial.sweeper.sweep()).toMatchObject({ guaranteed: 0 });
    trial.clock.setDay('2026-12-04');
    expect(await trial.sweeper.sweep()).toMatchObject({ guaranteed: 1 });
    const told = await trial.events<CommissionToppedUp>('vw.finance.commission.topped_up.v1');
    expect(told.map(({ data }) => [data.period, data.amountMinor, data.commissionMinor, data.floorMinor])).toEqual([
      ['2026-10', '5000', '0', '5000'],
      ['2026-11', '4000', '1000', '5000'],
    ]);
    expect(told[1]!.time).toBe('2026-11-30T12:00:00.000Z');
    trial.clock.setDay('2027-05-01');
    await trial.sweeper.sweep();
    // December without an order; then the plan was over.
    expect(await trial.balance('expense:commissions')).toBe(15_000n);
    expect(await trial.sweeper.sweep()).toMatchObject({ guaranteed: 0 });
  });

  it('keeps a guaranteed period at its floor or what its orders bring, whatever comes late', async () => {
    await trial.plan({ floorMinor: '5000' });
    await trial.credit({ a: sales(10_000n) });
    trial.clock.setDay('2026-12-05');
    await trial.sweeper.sweep();
    expect(await trial.balance('expense:commissions')).toBe(5_000n);
    await trial.credit({ late: sales(20_000n) });
    expect(await trial.balance('expense:commissions')).toBe(5_000n);
    await trial.credit({ later: sales(90_000n) });
    expect(await trial.balance('expense:commissions')).toBe(12_000n);
    await trial.credit({ later: sales(0n), late: sales(0n), a: sales(0n) });
    expect(await trial.balance('expense:commissions')).toBe(5_000n);
  });

  it('guarantees nothing of a plan that ended before a period began', async () => {
    const plan = await trial.plan({ floorMinor: '5000' });
    await trial.plans.end(plan.id, '2026-11-30', 'user:owner');
    trial.clock.setDay('2027-03-01');
    await trial.sweeper.sweep();
    expect(await trial.balance('expense:commissions')).toBe(5_000n);
  });

  it('closes statements three days after their month: what comes later stands in the next', async () => {
    await trial.plan();
    await trial.credit({ a: sales(10_000n) });
    const closed = () => trial.query('SELECT month::text FROM commission_statements WHERE closed_at IS NOT NULL');
    trial.clock.setDay('2026-12-03');
    await trial.sweeper.sweep();
    expect(await closed()).toEqual([]);
    trial.clock.setDay('2026-12-04');
    await trial.sweeper.sweep();
    expect(await closed()).toEqual([{ month: '2026-11-01' }]);
    // It happened in November, and is told when that is closed.
    trial.clock.setDay('2026-11-30');
    await trial.credit({ b: sales(20_000n) });
    const months = await trial.query(
      `SELECT month::text, accrued_minor::int AS accrued, closed_at IS NOT NULL AS closed FROM commission_statements
       ORDER BY month`,
    );
    expect(months).toEqual([
      { month: '2026-11-01', accrued: 1_000, closed: true },
      { month: '2026-12-01', accrued: 2_000, closed: false },
    ]);
  });

  it('makes a statement of a month in which nothing moved, while something is owed', async () => {
    await trial.plan({ holdDays: 366 });
    await trial.credit({ a: sales(10_000n) });
    trial.clock.setDay('2026-12-10');
    await trial.sweeper.sweep();
    trial.clock.setDay('2027-01-10');
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(0n) });
    trial.clock.setDay('2027-04-10');
    await trial.sweeper.sweep();
    const months = await trial.query('SELECT month::text FROM commission_statements ORDER BY month');
    expect(months.map((row) => (row as { month: string }).month)).toEqual(['2026-11-01', '2026-12-01', '2027-01-01']);
  });
});
