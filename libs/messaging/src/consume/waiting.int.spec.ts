import { eventually } from '@vividwalls/testing';
import type { EntityManager } from 'typeorm';
import { NotYet, Unavailable } from '../errors.js';
import { DEATHS_ALONE_MAX, MAX_ACK_PENDING, WAITING_LOOK_EMPTY_MS } from '../limits.js';
import { durableState } from '../testing/durable-state.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import type { DecodedDelivery } from './consumer-definition.js';
import { WaitingRoom } from './waiting-room.js';

const PATIENCE = { timeoutMs: 40_000 };
const inAnHour = () => new Date(Date.now() + 3_600_000);

/** `needy7` has to wait until `cause7` took effect; everything else is handled at once. */
async function needsItsCause({ envelope }: DecodedDelivery, tx: EntityManager): Promise<void> {
  if (!envelope.subject.startsWith('needy')) return;
  const cause = envelope.subject.replace('needy', 'cause');
  const found = await tx.query<unknown[]>('SELECT 1 FROM effects WHERE key = $1', [cause]);
  if (found.length === 0) throw new NotYet(`${cause} is missing`, inAnHour());
}

describe('events that wait for their cause', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('waiting')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const waiting = async () =>
    (await trial.dataSource.query<{ event_id: string }[]>('SELECT event_id FROM waiting')).map((row) => row.event_id);
  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();
  const keysOf = (...prefixes: string[]) =>
    prefixes.flatMap((prefix) => counted(20, prefix).map(({ subject }) => subject)).sort();
  const start = async (before = needsItsCause) => {
    const consumer = trial.consumerWith({ before });
    await consumer.start();
    return consumer;
  };

  it('wait in the table, acknowledged at the broker, until their causes come, in whatever order', async () => {
    const consumer = await start();
    const ids = await trial.send(counted(20, 'needy'));
    await eventually(async () => expect((await waiting()).sort()).toEqual(ids.sort()), PATIENCE);
    await eventually(async () => {
      expect(await durableState(trial.connection)).toEqual({ ackPending: 0, pending: 0, redelivered: 0 });
    }, PATIENCE);
    expect(consumer.retried).toBe(0);
    await trial.send(counted(20, 'cause').reverse());
    await eventually(async () => expect(await keys()).toEqual(keysOf('cause', 'needy')), PATIENCE);
    await eventually(async () => expect(await waiting()).toEqual([]), PATIENCE);
    expect(await trial.deadLetters()).toEqual([]);
  }, 90_000);

  it('are handled by whoever is there when the cause has come: after a restart, and by another replica', async () => {
    const first = await start();
    await trial.send(counted(20, 'needy'));
    await eventually(async () => expect(await waiting()).toHaveLength(20), PATIENCE);
    await first.stop();
    const replicas = [trial.consumerWith({ before: needsItsCause }), trial.consumerWith({ before: needsItsCause })];
    for (const replica of replicas) await replica.start();
    await trial.send(counted(20, 'cause'));
    await eventually(async () => expect(await keys()).toEqual(keysOf('cause', 'needy')), PATIENCE);
  }, 90_000);

  it('become dead letters when they have waited too long', async () => {
    const until = new Date(Date.now() + 1_000);
    const consumer = await start(({ envelope }) => {
      if (envelope.subject === 'needy0') throw new NotYet('nobody comes', until);
      return Promise.resolve();
    });
    const [id] = await trial.send(counted(2, 'needy'));
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    const [letter] = await trial.deadLetters();
    expect(letter!.data).toMatchObject({ reason: 'waited too long', origin: { sequence: 1, eventId: id } });
    expect(letter!.data['error']).toContain('nobody comes');
    await eventually(async () => expect(await waiting()).toEqual([]));
    expect(consumer.deadLettered).toBe(1);
    expect(await keys()).toEqual(['needy1']);
  }, 60_000);

  it('become dead letters by their first deadline, although the handler puts it off at every try', async () => {
    await start(({ envelope }) => {
      if (envelope.subject !== 'needy0') return Promise.resolve();
      throw new NotYet('always later', new Date(Date.now() + 1_500));
    });
    await trial.send(counted(1, 'needy'));
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    expect((await trial.deadLetters())[0]!.data).toMatchObject({ reason: 'waited too long' });
    await eventually(async () => expect(await waiting()).toEqual([]));
  }, 60_000);

  it('do not stop others, even when more wait than the broker would leave unacknowledged', async () => {
    const many = MAX_ACK_PENDING + 1_000;
    const [like] = counted(1, 'needy').map((event) => trial.outbox.seal(event).envelope);
    await trial.dataSource.query(
      `INSERT INTO waiting (consumer, event_id, stream, stream_created_at, sequence, subject, stored_at, headers, payload,
         attempts, reason, since, until, next_at, tries)
       SELECT 'trial', 'e' || n, 'TRIAL', '', n, 'vw.trial.thing.counted', now(), '{}',
              jsonb_set($1::jsonb, '{id}', to_jsonb('e' || n))::text, 0, '', now(), now() + interval '1 hour', now(), 1
         FROM generate_series(1, $2::int) AS n`,
      [JSON.stringify(like), many],
    );
    const consumer = await start();
    await trial.send(counted(20, 'other'));
    await eventually(async () => expect(await keys()).toEqual(keysOf('other')), PATIENCE);
    await eventually(() => expect(consumer.waiting).toBe(many), PATIENCE);
    expect(await waiting()).toHaveLength(many);
  }, 90_000);

  it('take effect once although they are delivered again while they wait', async () => {
    await start();
    const needy = counted(1, 'needy').map((event) => ({ ...event, id: 'needy-id' }));
    await trial.send(needy);
    await eventually(async () => expect(await waiting()).toEqual(['needy-id']), PATIENCE);
    await trial.send(needy, '.again');
    // Both the one in the room and one that comes from the stream find the cause.
    await trial.send(counted(1, 'cause'));
    await trial.send(needy, '.and-again');
    await eventually(async () => expect(await waiting()).toEqual([]), PATIENCE);
    await eventually(async () => expect((await durableState(trial.connection)).ackPending).toBe(0), PATIENCE);
    expect(await keys()).toEqual(['cause0', 'needy0']);
  }, 60_000);

  it('are looked at soon when they begin to wait right after a look', async () => {
    const seen = new Set<string>();
    await start(({ envelope }) => {
      if (!envelope.subject.startsWith('needy') || seen.has(envelope.id)) return Promise.resolve();
      seen.add(envelope.id);
      throw new NotYet('a moment', inAnHour());
    });
    const times: number[] = [];
    for (const round of ['a', 'b', 'c']) {
      await trial.send(counted(1, `other-${round}`));
      await eventually(async () => expect(await keys()).toContain(`other-${round}0`), { ...PATIENCE, intervalMs: 5 });
      const began = performance.now();
      await trial.send(counted(1, `needy-${round}`));
      await eventually(async () => expect(await keys()).toContain(`needy-${round}0`), { ...PATIENCE, intervalMs: 5 });
      times.push(performance.now() - began);
    }
    expect(Math.max(...times)).toBeLessThan(WAITING_LOOK_EMPTY_MS / 2);
  }, 60_000);

  it('count no try while something is away that every event needs', async () => {
    let isAway = false;
    await start(async (delivery, tx) => {
      if (isAway && delivery.envelope.subject.startsWith('needy')) throw new Unavailable('the price service');
      await needsItsCause(delivery, tx);
    });
    await trial.send(counted(20, 'needy'));
    await eventually(async () => expect(await waiting()).toHaveLength(20), PATIENCE);
    isAway = true;
    await trial.send(counted(20, 'cause'));
    await eventually(async () => expect(await keys()).toEqual(keysOf('cause')), PATIENCE);
    const tries = async () =>
      (await trial.dataSource.query<{ n: string }[]>('SELECT sum(tries) AS n FROM waiting'))[0]!.n;
    const before = await tries();
    // The room is looked at again and again meanwhile; the next look is over when another event was handled after it.
    for (const round of ['x', 'y', 'z']) {
      await trial.send(counted(1, round));
      await eventually(async () => expect(await keys()).toContain(`${round}0`), PATIENCE);
    }
    expect(await tries()).toBe(before);
    isAway = false;
    await eventually(
      async () => expect(await keys()).toEqual(keysOf('cause', 'needy').concat('x0', 'y0', 'z0')),
      PATIENCE,
    );
  }, 90_000);

  describe('and that are begun when the process dies', () => {
    /** As processes do that die of what they have begun. */
    async function dieOf(ids: readonly string[], which: 'fresh' | 'begun before'): Promise<void> {
      const room = new WaitingRoom(trial.dataSource, 'trial', () => new Date());
      await trial.dataSource.query(`UPDATE waiting SET next_at = now() - interval '1 minute'`);
      expect((await room.begin(ids.length, which)).map(({ eventId }) => eventId).sort()).toEqual([...ids].sort());
      await trial.dataSource.query(`UPDATE waiting SET next_at = now() - interval '1 minute'`);
    }

    async function letWait(n: number): Promise<string[]> {
      const consumer = await start();
      const ids = await trial.send(counted(n, 'needy'));
      await eventually(async () => expect(await waiting()).toHaveLength(n), PATIENCE);
      await consumer.stop();
      return ids;
    }

    it('are tried one by one afterwards, and take effect', async () => {
      const ids = await letWait(20);
      await dieOf(ids, 'fresh');
      await trial.send(counted(20, 'cause'));
      await start();
      await eventually(async () => expect(await keys()).toEqual(keysOf('cause', 'needy')), PATIENCE);
      expect(await trial.deadLetters()).toEqual([]);
    }, 60_000);

    it('become dead letters, untried, when it dies of each of them alone', async () => {
      const [id] = await letWait(1);
      await dieOf([id!], 'fresh');
      for (let deaths = 0; deaths < DEATHS_ALONE_MAX; deaths += 1) await dieOf([id!], 'begun before');
      await trial.send(counted(1, 'cause'));
      const consumer = await start();
      await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
      expect((await trial.deadLetters())[0]!.data).toMatchObject({
        reason: 'deliveries exhausted',
        attempts: DEATHS_ALONE_MAX,
        origin: { stream: 'TRIAL', sequence: 1, eventId: id },
      });
      await eventually(async () => expect(await waiting()).toEqual([]), PATIENCE);
      await eventually(async () => expect(await keys()).toEqual(['cause0']), PATIENCE);
      expect(consumer.deadLettered).toBe(1);
    }, 60_000);

    it('are not held against whom the process outlived', async () => {
      const [id] = await letWait(1);
      await dieOf([id!], 'fresh');
      for (let lives = 0; lives < 2; lives += 1) {
        const consumer = await start();
        const begun = async () =>
          (await trial.dataSource.query<{ begun: number }[]>('SELECT begun FROM waiting'))[0]!.begun;
        await eventually(async () => expect(await begun()).toBe(0), PATIENCE);
        await consumer.stop();
        await dieOf([id!], 'fresh');
        await dieOf([id!], 'begun before');
      }
      await start();
      await trial.send(counted(1, 'cause'));
      await eventually(async () => expect(await keys()).toEqual(['cause0', 'needy0']), PATIENCE);
      expect(await trial.deadLetters()).toEqual([]);
    }, 60_000);
  });
});
