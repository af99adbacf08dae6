import { eventually } from '@vividwalls/testing';
import { MODEL, startReplayTrial, type ReplayTrial, type TrialService } from './testing/replay-trial.js';

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Mulberry32: the same seed gives the same schedule. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const REPLAYS = 10;
const EVENTS_PER_ROUND = 150;

/** Where a replay is struck: in the transaction of a batch, in that of the swap, or at whatever it does then. */
const PLACES = ['batch', 'swap', 'anywhere', 'nowhere'] as const;
type Place = (typeof PLACES)[number];

describe('replays under live traffic, ended at random places', () => {
  let trial: ReplayTrial;
  beforeEach(async () => (trial = await startReplayTrial('replay_deaths')));
  afterEach(() => trial.close());

  /**
   * Live: duplicates the broker cannot know, failing attempts, sessions ended under the consumer. Meanwhile replays, each of
   * which finishes, is aborted, or dies with its process. After each the model holds every event once.
   */
  it.each([11, 12, 13])(
    'leave the model as if nothing had happened, seed %i',
    async (seed) => {
      const random = randomFrom(seed);
      const live = await trial.service({
        ackWaitMs: 1_000,
        before: () => {
          if (random() < 0.01) throw new Error('passing trouble');
        },
      });
      await live.consumer.start();
      const sent: string[] = [];
      async function traffic(): Promise<void> {
        for (let n = 0; n < EVENTS_PER_ROUND; n += 25) {
          const some = Array.from({ length: 25 }, (_, index) => `${'abcdef'[index % 6]}-${1e6 + sent.length + index}`);
          sent.push(...some);
          await trial.put(some);
          await trial.put(
            some.filter(() => random() < 0.2),
            `-${random()}`,
          );
          if (random() < 0.1) await endLiveSessions(trial);
          await pause(random() * 40);
        }
      }

      let strikeAt: Place = 'nowhere';
      let strike: () => Promise<unknown> = () => Promise.resolve();
      const reach = async (place: Place) => {
        if (strikeAt !== place) return;
        strikeAt = 'nowhere';
        await strike();
      };
      const replaying = () =>
        trial.service({
          before: () => (random() < 0.3 ? reach('batch') : pause(random() * 20)),
          announcing: (act) => (act.kind === 'ended' && act.outcome === 'done' ? reach('swap') : Promise.resolve()),
        });

      let service = await replaying();
      const ends: string[] = [];
      await traffic();
      for (let round = 0; round < REPLAYS; round += 1) {
        const place = PLACES[Math.floor(random() * PLACES.length)]!;
        const isKill = random() < 0.6;
        const id = await begin(service);
        // Who asks for the end during the swap's commit is told that it has ended; the swap must not wait for that.
        const abort = () => void service.replays.abort(id, 'user:tester');
        strike = () => (isKill ? service.kill() : Promise.resolve(abort()));
        strikeAt = place;
        const passing = traffic();
        if (place === 'anywhere') await pause(random() * 500).then(() => reach('anywhere'));
        await Promise.all([passing, service.replays.settled()]);
        if (isKill && strikeAt === 'nowhere' && place !== 'nowhere') service = await replaying();
        await service.replays.recover();
        await eventually(async () => expect((await trial.held()).length).toBeGreaterThanOrEqual(sent.length));
        expect(await trial.held()).toEqual([...sent].sort());
        expect(await trial.counted()).toBe(sent.length);
        ends.push(`${isKill ? 'kill' : 'abort'} ${place}: ${(await service.replays.find(id))!.phase}`);
      }
      expect(ends.filter((end) => end.endsWith('failed'))).toEqual([]);
      expect(ends.some((end) => end.endsWith('done'))).toBe(true);
    },
    180_000,
  );
});

/** The server may need a moment to notice that the session of a killed replay is gone. */
const begin = ({ replays }: TrialService): Promise<string> =>
  eventually(() => replays.start(MODEL, { from: 'beginning', reason: 'a test', actor: 'user:tester' }));

/** Ends the sessions in which the live consumer has a batch under way. */
const endLiveSessions = (trial: ReplayTrial) =>
  trial.admin(`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND mode = 'ShareLock' AND granted
     AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
