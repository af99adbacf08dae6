import { eventually } from '@vividwalls/testing';
import { AttributionTrial, interaction, revenue } from '../testing/attribution-trial.js';

let trial: AttributionTrial;
beforeEach(async () => {
  trial = await AttributionTrial.begin('late');
});
afterEach(() => trial?.drop());

const notes = async () =>
  (await trial.dataSource.query<{ n: number }[]>('SELECT count(*)::int AS n FROM touch_arrivals'))[0]!.n;

describe('late touches', () => {
  it('are not lost when bringing up their orders fails: the note stays until it succeeds', async () => {
    await trial.follow(revenue());
    await trial.interact(interaction());
    await trial.database.owner.query('REVOKE INSERT ON attribution_credits FROM vw_finance');
    await expect(trial.late.settle()).rejects.toThrow(/permission denied/);
    expect(await notes()).toBe(1);
    await trial.database.owner.query('GRANT INSERT ON attribution_credits TO vw_finance');
    expect(await trial.late.settle()).toBe(1);
    expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 });
    expect(await notes()).toBe(0);
  });

  it('are dealt with once, however many replicas look', async () => {
    for (let i = 0; i < 20; i += 1) await trial.follow(revenue({ orderId: `o${i}` }));
    await trial.interact(interaction(), interaction({ agentId: 'email-marketing-agent', channel: 'email' }));
    await Promise.all([trial.late.settle(), trial.late.settle(), trial.late.settle()]);
    const sets = await trial.dataSource.query<{ n: number }[]>(
      `SELECT count(*)::int AS n FROM attribution_sets WHERE reason = 'late_touch' GROUP BY order_id`,
    );
    expect(sets).toHaveLength(20);
    expect(await notes()).toBe(0);
  });

  it('are found by the service itself, soon after they are told, and after a failure', async () => {
    trial.late.onApplicationBootstrap();
    try {
      await trial.follow(revenue());
      await trial.database.owner.query('REVOKE DELETE ON touch_arrivals FROM vw_finance');
      await trial.interact(interaction());
      await eventually(async () => expect(await notes()).toBe(1));
      await trial.database.owner.query('GRANT DELETE ON touch_arrivals TO vw_finance');
      await eventually(async () => expect(await trial.credits('1001')).toEqual({ 'real live-chat-agent': 10_000 }));
    } finally {
      await trial.late.beforeApplicationShutdown();
    }
  });

  it('wait for no transaction that attributes nothing', async () => {
    await trial.follow(revenue());
    await trial.interact(interaction());
    const other = trial.dataSource.createQueryRunner();
    await other.startTransaction();
    await other.query(
      `INSERT INTO touch_sources (match, value, changed_by, changed_at) VALUES ('link', 'x', 'u', now())`,
    );
    expect(await trial.late.settle()).toBe(1);
    await other.rollbackTransaction();
    await other.release();
  });
});
