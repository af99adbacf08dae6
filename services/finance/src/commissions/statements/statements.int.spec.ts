import type { CommissionPaid } from '@vividwalls/events';
import { CommissionTrial, OWNER } from '../testing/commission-trial.js';
import type { TrialOrder } from '../testing/credited-orders.js';
import { unsoundness } from '../testing/soundness.js';
import { statementCsv } from './statement-csv.js';
import { findLines } from './statement-line.queries.js';
import { statementView } from './statement-view.js';
import { findStatement, findStatements } from './statement.queries.js';
import type { Statement } from './statement.js';

let trial: CommissionTrial;
beforeEach(async () => {
  trial = await CommissionTrial.open('commission-statements');
});
afterEach(async () => {
  expect(trial && (await unsoundness(trial))).toEqual([]);
  await trial?.drop();
});

const sales = (amount: bigint, placedOn = '2026-11-10'): TrialOrder => ({
  placedOn,
  credits: [{ agentId: 'sales-director', amount }],
});

async function statementOf(period: string, id = 'sales-director'): Promise<Statement> {
  const { items } = await findStatements(trial.database.dataSource, {
    ...{ month: `${period}-01`, beneficiary: { kind: 'agent', id }, limit: 10 },
  });
  expect(items).toHaveLength(1);
  return items[0]!;
}

const view = async (period: string) => statementView(await statementOf(period));
const pay = async (period: string, asked = {}, keyed?: Parameters<typeof trial.pay>[2]) =>
  trial.pay((await statementOf(period)).id, asked, keyed);

/** Credits orders, whose commissions are released at once where nothing holds them. */
async function earn(orders: Record<string, TrialOrder>): Promise<void> {
  await trial.credit(orders);
  await trial.sweeper.sweep();
}

/** Until the morning after a month's statements are closed. */
async function closeMonthBefore(day: string): Promise<void> {
  trial.clock.setDay(day);
  await trial.sweeper.sweep();
}

describe('statements', () => {
  it('carry forward from month to month what is on hold and what is to be paid', async () => {
    await trial.plan({ holdDays: 30 });
    await trial.credit({ a: sales(10_000n), b: sales(20_000n) });
    expect(await view('2026-11')).toMatchObject({
      ...{ state: 'open', closesOn: '2026-12-04', shops: ['vividwalls.myshopify.com'], outstandingMinor: '0' },
      held: { openingMinor: '0', accruedMinor: '3000', clawedBackMinor: '0', releasedMinor: '0', closingMinor: '3000' },
    });
    trial.clock.setDay('2026-12-10');
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(5_000n), c: sales(1_000n, '2026-12-08') });
    expect(await view('2026-12')).toMatchObject({
      held: {
        openingMinor: '3000',
        accruedMinor: '100',
        clawedBackMinor: '0',
        releasedMinor: '3000',
        closingMinor: '100',
      },
      payable: {
        openingMinor: '0',
        releasedMinor: '3000',
        clawedBackMinor: '500',
        paidMinor: '0',
        closingMinor: '2500',
      },
    });
    await closeMonthBefore('2027-01-04');
    expect(await view('2026-12')).toMatchObject({ state: 'closed', outstandingMinor: '2500' });
  });

  it('are paid once; what is taken back after that is carried forward against what comes', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n), b: sales(20_000n) });
    await expect(pay('2026-11')).rejects.toMatchObject({ status: 409, title: 'Statement is open' });
    await closeMonthBefore('2026-12-04');
    const payment = await pay('2026-11', { reference: 'SEPA 1' });
    expect(payment).toMatchObject({
      amountMinor: '3000',
      outstandingMinor: '0',
      reference: 'SEPA 1',
      period: '2026-11',
    });
    await expect(pay('2026-11')).rejects.toMatchObject({ status: 409, title: 'Nothing to pay' });
    expect(await view('2026-11')).toMatchObject({ state: 'settled', payable: { closingMinor: '3000' } });
    expect(await trial.balance('liability:commissions-payable')).toBe(0n);
    expect(await trial.balance('asset:bank')).toBe(-3_000n);
    const [told] = await trial.events<CommissionPaid>('vw.finance.commission.paid.v1');
    expect(told).toMatchObject({ actor: 'user:owner', data: { amountMinor: '3000', outstandingMinor: '0' } });

    await earn({ b: sales(0n), c: sales(5_000n, '2026-12-04') });
    expect(await view('2026-12')).toMatchObject({
      payable: {
        openingMinor: '3000',
        releasedMinor: '500',
        clawedBackMinor: '2000',
        paidMinor: '3000',
        closingMinor: '-1500',
      },
    });
    await closeMonthBefore('2027-01-04');
    await expect(pay('2026-12')).rejects.toMatchObject({ title: 'Nothing to pay' });
    await earn({ d: sales(40_000n, '2027-01-04') });
    await closeMonthBefore('2027-02-04');
    expect(await view('2027-01')).toMatchObject({ payable: { openingMinor: '-1500' }, outstandingMinor: '2500' });
    expect(await pay('2027-01')).toMatchObject({ amountMinor: '2500' });
  });

  it('are never paid beyond what is owed by now', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n), b: sales(20_000n) });
    await closeMonthBefore('2026-12-04');
    await trial.credit({ b: sales(0n) });
    expect(await view('2026-11')).toMatchObject({ payable: { closingMinor: '3000' }, outstandingMinor: '1000' });
    await expect(pay('2026-11', { amountMinor: '1001' })).rejects.toMatchObject({ status: 422 });
    expect(await pay('2026-11', { amountMinor: '400' })).toMatchObject({ outstandingMinor: '600' });
    expect(await pay('2026-11')).toMatchObject({ amountMinor: '600' });
  });

  it('settle those before them: a later statement holds what an earlier one had open', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n) });
    await closeMonthBefore('2026-12-04');
    await earn({ b: sales(20_000n, '2026-12-04') });
    await closeMonthBefore('2027-01-04');
    expect(await pay('2026-12')).toMatchObject({ amountMinor: '3000' });
    expect(await view('2026-11')).toMatchObject({ state: 'settled', outstandingMinor: '0' });
    await expect(pay('2026-11')).rejects.toMatchObject({ title: 'Nothing to pay' });
  });

  it('are paid once by ten who ask at the same moment, and once for a key or a reference', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n) });
    await closeMonthBefore('2026-12-04');
    const { id } = await statementOf('2026-11');
    const many = Array.from({ length: 10 }, () => trial.payments.pay(id, { amountMinor: '600' }, OWNER.actor));
    const asked = (await Promise.allSettled(many)).flatMap((one) => (one.status === 'fulfilled' ? [one.value.id] : []));
    expect(asked).toHaveLength(1);
    await trial.leave.decide(`payment:${asked[0]}`, 'approved');
    expect(await trial.payment(asked[0]!)).toMatchObject({ state: 'paid', outstandingMinor: '400' });
    const keyed = { key: 'pay', actor: OWNER.actor, fingerprint: 'f' };
    const one = await pay('2026-11', { amountMinor: '100', reference: 'R' }, keyed);
    expect(await pay('2026-11', { amountMinor: '100', reference: 'R' }, keyed)).toEqual(one);
    await expect(pay('2026-11', { amountMinor: '100', reference: 'R' })).rejects.toMatchObject({
      title: 'Paid already',
    });
    expect(await trial.balance('liability:commissions-payable')).toBe(-300n);
  });

  it('are not paid without leave: nothing is booked, and why is said', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n) });
    await closeMonthBefore('2026-12-04');
    const { id: statementId } = await statementOf('2026-11');
    const { id } = await trial.payments.pay(statementId, {}, OWNER.actor);
    await trial.leave.tend();
    expect(trial.leave.governance.approvals.get(`payment:${id}`)!.question).toMatchObject({
      ...{ act: 'commission.pay', asker: OWNER.actor, subject: id, before: { outstandingMinor: '1000' } },
      facts: { amountMinor: '1000', currency: 'USD', beneficiary: 'agent:sales-director', period: '2026-11' },
    });
    await expect(pay('2026-11')).rejects.toMatchObject({ status: 409, title: 'Waits already' });
    await trial.leave.decide(`payment:${id}`, 'rejected', ['user:anna'], 'the bank is closed');
    expect(await trial.payment(id)).toMatchObject({
      ...{ state: 'rejected', decidedBy: 'user:anna', outstandingMinor: '1000' },
      decisionReason: 'rejected by user:anna: the bank is closed',
      approval: { state: 'ended', verdict: 'rejected', decidedIn: 'governance' },
    });
    expect(await trial.balance('asset:bank')).toBe(0n);
    expect(await pay('2026-11')).toMatchObject({ state: 'paid' });
  });

  it('are not paid when less is open by the time it is allowed', async () => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n), b: sales(20_000n) });
    await closeMonthBefore('2026-12-04');
    const { id } = await trial.payments.pay((await statementOf('2026-11')).id, {}, OWNER.actor);
    await trial.leave.tend();
    await trial.credit({ b: sales(0n) });
    await trial.leave.decide(`payment:${id}`, 'approved');
    expect(await trial.payment(id)).toMatchObject({
      ...{ state: 'rejected', decisionReason: 'not possible: only 1000 of the statement is open any more' },
    });
    expect(await trial.balance('asset:bank')).toBe(0n);
  });

  it.each([
    [{ amountMinor: '0' }, '/amountMinor'],
    [{ amountMinor: '-5' }, '/amountMinor'],
    [{ paidAt: '2030-01-01T00:00:00Z' }, '/paidAt'],
  ])('refuse to be paid with %p', async (asked, pointer) => {
    await trial.plan({ holdDays: 0 });
    await earn({ a: sales(10_000n) });
    await closeMonthBefore('2026-12-04');
    await expect(pay('2026-11', asked)).rejects.toMatchObject({ status: 422, extensions: { errors: [{ pointer }] } });
  });

  it('add up as CSV, from opening to closing balances', async () => {
    await trial.plan({ name: '=cmd()', holdDays: 30 });
    await trial.credit({ a: sales(10_000n), b: sales(20_050n) });
    trial.clock.setDay('2026-12-10');
    await trial.sweeper.sweep();
    await trial.credit({ a: sales(5_000n) });
    const { dataSource } = trial.database;
    const statement = (await findStatement(dataSource, (await statementOf('2026-12')).id))!;
    const lines = await findLines(dataSource, statement, 100);
    const csv = statementCsv(statement, lines, (instant) => trial.calendar.dayOf(instant));
    const rows = csv
      .trimEnd()
      .split('\r\n')
      .map((line) => line.split(','));
    const [titles, opening, ...rest] = rows;
    const closing = rest.pop()!;
    const column = (name: string) => titles!.indexOf(name);
    const sum = (name: string) => rest.reduce((total, row) => total + Math.round(Number(row[column(name)]) * 100), 0);
    expect([opening![column('kind')], closing[column('kind')]]).toEqual(['opening', 'closing']);
    expect([opening![column('held')], opening![column('payable')]]).toEqual(['30.05', '0.00']);
    expect([closing[column('held')], closing[column('payable')]]).toEqual(['0.00', '25.05']);
    expect([sum('held'), sum('payable')]).toEqual([-3_005, 2_505]);
    expect(rest.map((row) => [row[column('kind')], row[column('order')], row[column('plan')]])).toEqual([
      ['release', 'a', "'=cmd()"],
      ['release', 'b', "'=cmd()"],
      ['clawback', 'a', "'=cmd()"],
    ]);
  });

  it('are found by month and payee, and page by page', async () => {
    await trial.plan();
    await trial.plan({ beneficiary: { kind: 'department', id: 'Sales' } });
    await trial.credit({ a: { credits: [{ agentId: 'sales-director', department: 'Sales', amount: 10_000n }] } });
    const { dataSource } = trial.database;
    const first = await findStatements(dataSource, { limit: 1 });
    const second = await findStatements(dataSource, { limit: 1, cursor: first.nextCursor });
    expect(second).not.toHaveProperty('nextCursor');
    expect(new Set([first, second].flatMap(({ items }) => items.map(({ beneficiary }) => beneficiary.kind)))).toEqual(
      new Set(['agent', 'department']),
    );
    expect((await findStatements(dataSource, { month: '2026-12-01', limit: 9 })).items).toEqual([]);
  });
});
