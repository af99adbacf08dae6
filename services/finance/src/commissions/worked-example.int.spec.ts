import { statementView } from './statements/statement-view.js';
import { findStatements } from './statements/statement.queries.js';
import { CommissionTrial } from './testing/commission-trial.js';
import type { TrialOrder } from './testing/credited-orders.js';
import { unsoundness } from './testing/soundness.js';

/** The example of docs/commissions.md: what it says is what the books do. */
describe('the worked example', () => {
  let trial: CommissionTrial;
  beforeAll(async () => {
    trial = await CommissionTrial.open('commission-example');
  });
  afterAll(() => trial?.drop());

  const spring = (placedOn: string, amount: bigint): TrialOrder => ({
    placedOn,
    credits: [{ campaign: 'spring-drop', amount }],
  });

  async function on(day: string, orders: Record<string, TrialOrder> = {}): Promise<void> {
    trial.clock.setDay(day);
    await trial.credit(orders);
    await trial.sweeper.sweep();
  }

  async function statementOf(period: string) {
    const { items } = await findStatements(trial.database.dataSource, {
      ...{ month: `${period}-01`, beneficiary: { kind: 'partner', id: 'ada-lindqvist' }, limit: 2 },
    });
    return statementView(items[0]!);
  }

  it('comes to what the page says', async () => {
    trial.clock.setDay('2026-11-01');
    await trial.plan({
      ...{ beneficiary: { kind: 'partner', id: 'ada-lindqvist' }, name: 'Spring drop', holdDays: 30 },
      match: { campaigns: ['spring-drop'] },
      tiers: {
        mode: 'marginal',
        steps: [
          { fromMinor: '0', toMinor: '1000000', ratePpm: 80_000 },
          { fromMinor: '1000000', ratePpm: 120_000 },
        ],
      },
    });
    await on('2026-11-05', { '1': spring('2026-11-05', 600_000n) });
    await on('2026-11-12', { '2': spring('2026-11-12', 500_000n) });
    await on('2026-11-20', { '3': spring('2026-11-20', 200_000n) });
    expect(await trial.commissions()).toEqual({ '1': 48_000n, '2': 44_000n, '3': 24_000n });
    await on('2026-11-25', { '2': spring('2026-11-12', 250_000n) });
    await on('2026-11-28', { '4': spring('2026-11-28', 100_000n) });
    expect(await trial.commissions()).toEqual({ '1': 48_000n, '2': 22_000n, '3': 24_000n, '4': 4_000n });

    await on('2026-12-10', { '5': spring('2026-12-10', 200_000n) });
    await on('2026-12-31');
    expect(await statementOf('2026-11')).toMatchObject({
      held: {
        openingMinor: '0',
        accruedMinor: '120000',
        clawedBackMinor: '22000',
        releasedMinor: '0',
        closingMinor: '98000',
      },
      payable: { closingMinor: '0' },
    });
    await on('2027-01-04');
    const december = await statementOf('2026-12');
    expect(december).toMatchObject({
      held: { openingMinor: '98000', accruedMinor: '16000', releasedMinor: '98000', closingMinor: '16000' },
      payable: { openingMinor: '0', releasedMinor: '98000', closingMinor: '98000' },
      ...{ state: 'closed', outstandingMinor: '98000' },
    });
    trial.clock.setDay('2027-01-05');
    await trial.pay(december.id);

    await on('2027-01-07', { '3': spring('2026-11-20', 0n) });
    expect(await trial.commissions()).toMatchObject({ '3': 0n, '4': 6_000n });
    await on('2027-01-09');
    await on('2027-02-04');
    expect(await statementOf('2027-01')).toMatchObject({
      held: { openingMinor: '16000', accruedMinor: '2000', releasedMinor: '18000', closingMinor: '0' },
      payable: {
        ...{ openingMinor: '98000', releasedMinor: '18000', clawedBackMinor: '24000', paidMinor: '98000' },
        closingMinor: '-6000',
      },
      outstandingMinor: '0',
    });
    expect(await unsoundness(trial)).toEqual([]);
  });
});
