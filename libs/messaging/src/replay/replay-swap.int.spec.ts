import { eventually } from '@vividwalls/testing';
import { EXCLUSIVE_MS } from './replay-limits.js';
import { MODEL, startReplayTrial, type Hook, type ReplayTrial } from './testing/replay-trial.js';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe('the swap at the end of a replay', () => {
  let trial: ReplayTrial;
  beforeEach(async () => (trial = await startReplayTrial('replay_swap')));
  afterEach(() => trial.close());

  const request = { from: 'beginning', reason: 'a test', actor: 'user:tester' } as const;
  const ids = (n: number, prefix: string) => Array.from({ length: n }, (_, index) => `${prefix}-${1_000 + index}`);

  it('waits for who reads the tables, lets the live consumer go on meanwhile, and shows readers one model or the other', async () => {
    const service = await trial.service();
    await service.consumer.start();
    await trial.put(ids(50, 'a'));
    await eventually(async () => expect(await trial.held()).toHaveLength(50));
    const reader = service.dataSource.createQueryRunner();
    await reader.startTransaction('REPEATABLE READ');
    const count = async () => Number((await reader.query('SELECT count(*) AS n FROM sightings'))[0].n);
    expect(await count()).toBe(50);
    const id = await service.replays.start(MODEL, request);
    await eventually(async () => expect((await service.replays.find(id))!.swapAttempts).toBeGreaterThan(1));
    await trial.put(ids(50, 'b'));
    await eventually(async () => expect(await trial.held()).toHaveLength(100));
    expect(await count()).toBe(50);
    await reader.commitTransaction();
    await reader.release();
    await service.replays.settled();
    expect(await service.replays.find(id)).toMatchObject({ phase: 'done', handled: 100 });
    expect(await trial.held()).toHaveLength(100);
  });

  it('lets the live consumer go when the rest takes too long, and comes back later', async () => {
    let hasSlept = false;
    const sleepOnceWhileAlone: Hook = async (tx) => {
      const [row] = await tx.query<{ held: string }[]>(
        `SELECT count(*) AS held FROM pg_locks WHERE pid = pg_backend_pid() AND locktype = 'advisory' AND mode = 'ExclusiveLock'`,
      );
      if (row!.held !== '2' || hasSlept) return;
      hasSlept = true;
      await pause(EXCLUSIVE_MS + 1_500);
    };
    const live = await trial.service();
    const service = await trial.service({ before: sleepOnceWhileAlone });
    await live.consumer.start();
    let longestStandstillMs = 0;
    let isOver = false;
    const sent: string[] = [];
    const traffic = (async () => {
      let [handled, since] = [0, performance.now()];
      for (let n = 0; !isOver; n += 1) {
        const some = ids(5, `${'abc'[n % 3]}-${n}`);
        sent.push(...some);
        await trial.put(some);
        await pause(10);
        longestStandstillMs = Math.max(longestStandstillMs, performance.now() - since);
        if (live.consumer.handled > handled) [handled, since] = [live.consumer.handled, performance.now()];
      }
    })();
    const id = await service.replays.start(MODEL, request);
    await service.replays.settled();
    isOver = true;
    await traffic;
    const record = await service.replays.find(id);
    expect(record).toMatchObject({ phase: 'done', error: null });
    expect(hasSlept).toBe(true);
    expect(record!.swapAttempts).toBeGreaterThan(1);
    expect(longestStandstillMs).toBeLessThan(EXCLUSIVE_MS + 1_000);
    await eventually(async () => expect(await trial.held()).toHaveLength(sent.length));
    expect(await trial.held()).toEqual(sent.sort());
  });
});
