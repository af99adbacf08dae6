import { ApprovalOffice } from '../testing/approval-office.js';
import { SWEEP_BATCH } from './expiry-sweeper.js';

let office: ApprovalOffice;
beforeAll(async () => {
  office = await ApprovalOffice.open('approval-expiry');
});
afterAll(() => office?.drop());

const AT_ONE_INSTANT = 1_000;
const states = () =>
  office.query<{ state: string; n: number }>('SELECT state, count(*)::int AS n FROM approvals GROUP BY 1 ORDER BY 1');

/** Sweeps until nothing is left. @returns how many ended in each batch */
async function swept(): Promise<number[]> {
  const sweeper = office.sweeper();
  const counts: number[] = [];
  for (;;) {
    const count = await sweeper.sweep();
    if (count === 0) return counts;
    counts.push(count);
  }
}

describe('what time ends', () => {
  it('is a thousand at one instant: none is lost and none ends twice, by three replicas and a person', async () => {
    const ids: string[] = [];
    while (ids.length < AT_ONE_INSTANT) {
      const some = await Promise.all(Array.from({ length: 50 }, () => office.asked()));
      ids.push(...some.map(({ id }) => id));
    }
    const decided = ids[500]!;
    await office.deciding.vote(office.word(decided), 'reject');
    office.clock.passS(86_399);
    expect(await swept()).toEqual([]);
    office.clock.passS(1);
    const [late, ...counts] = await Promise.all([
      office.deciding.vote(office.word(ids[999]!), 'approve').catch(({ detail }: { detail: string }) => detail),
      ...[swept(), swept(), swept()],
    ]);
    expect(late).toMatch(/^It expired undecided/);
    expect(Math.max(...counts.flat())).toBeLessThanOrEqual(SWEEP_BATCH);
    expect(await states()).toEqual([
      { state: 'expired', n: AT_ONE_INSTANT - 1 },
      { state: 'rejected', n: 1 },
    ]);
    const told = await office.query<{ n: number; of: number }>(
      `SELECT count(*)::int AS n, count(DISTINCT payload::jsonb ->> 'subject')::int AS of FROM outbox
       WHERE payload::jsonb -> 'data' ->> 'verdict' = 'expired'`,
    );
    expect(told).toEqual([{ n: AT_ONE_INSTANT - 1, of: AT_ONE_INSTANT - 1 }]);
    const lines = await office.query(`SELECT FROM approval_timeline WHERE kind = 'expire'`);
    expect(lines).toHaveLength(AT_ONE_INSTANT - 1);
    expect(office.warnings).toEqual([]);
  }, 120_000);

  it('says how far it had come', async () => {
    const refund = { act: 'order.refund', facts: { amountMinor: '1' } } as const;
    const [none, half] = [await office.asked(refund), await office.asked(refund)];
    await office.deciding.vote(office.word(half.id), 'approve');
    office.clock.passS(86_400);
    await swept();
    expect((await office.asking.state(none.key)).reason).toBe('nobody decided within 24 h');
    expect((await office.asking.state(half.key)).reason).toBe('1 of 2 within 24 h');
  });

  it('is a yes that was not used, too; what was used stays', async () => {
    const [left, used] = [await office.asked(), await office.asked()];
    for (const { id } of [left, used]) await office.deciding.vote(office.word(id), 'approve');
    await office.uses.use({ key: used.key, digest: used.digest, usedFor: 'effect', actor: 'agent:orders' });
    office.clock.passS(7 * 86_400);
    expect(await swept()).toEqual([1]);
    expect(await office.types(left.id)).toEqual([
      'approval.requested',
      'approval.decided approved',
      'approval.decided lapsed',
    ]);
    expect((await office.asking.state(used.key)).verdict).toBe('used');
  });

  it('is swept by a running service by itself', async () => {
    const { key } = await office.asked();
    office.clock.passS(86_400);
    const sweeper = office.sweeper();
    sweeper.onApplicationBootstrap();
    await sweeper.beforeApplicationShutdown();
    const [row] = await office.query<{ state: string }>('SELECT state FROM approvals WHERE key = $1', [key]);
    expect(row!.state).toBe('expired');
  });
});
