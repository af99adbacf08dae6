import { eventually, terminateSessions } from '@vividwalls/testing';
import type { EntityManager } from 'typeorm';
import { Permanent, NotYet } from '../errors.js';
import { GATHER_FROM, GATHER_MS } from '../limits.js';
import { publish } from '../outbox/publish.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

describe('the batch consumer', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('consumer')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  /** Puts events into the stream; another message id for the same event makes a repeat the broker cannot know. */
  async function send(n: number, prefix = 'k', messageIdSuffix = ''): Promise<string[]> {
    const sealed = counted(n, prefix).map((event) => trial.outbox.seal({ ...event, id: idOf(prefix, event.subject) }));
    for (const { envelope, subject } of sealed) {
      const messageId = envelope.id + messageIdSuffix;
      const outcome = await publish(trial.client, {
        messageId,
        subject,
        payload: JSON.stringify(envelope),
        headers: {},
      });
      expect(outcome.kind).toBe('acknowledged');
    }
    return sealed.map(({ envelope }) => envelope.id);
  }
  const idOf = (prefix: string, subject: string) => `${prefix}-${subject}`;
  const effectIds = async () => (await trial.effects()).map(({ event_id }) => event_id).sort();

  it('handles every event once, also those delivered again under another message id', async () => {
    const ids = await send(40);
    await send(40, 'k', '-again');
    const consumer = trial.consumer();
    await consumer.start();
    await eventually(() => expect(consumer.handled).toBe(80));
    expect(await effectIds()).toEqual(ids.sort());
    expect(consumer.repeats).toBe(40);
  });

  it('handles one that comes alone at once', async () => {
    await trial.consumer().start();
    const began = performance.now();
    await trial.send(counted(1, 'alone'));
    await eventually(async () => expect(await effectIds()).toHaveLength(1));
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('gathers events that come at a steady pace', async () => {
    const sizes = new Map<EntityManager, number>();
    const consumer = trial.consumerWith({ before: (_, tx) => void sizes.set(tx, (sizes.get(tx) ?? 0) + 1) });
    await consumer.start();
    const bursts = 80;
    const began = performance.now();
    for (let burst = 0; burst < bursts; burst += 1) {
      await trial.send(counted(5, `burst${burst}.`));
      await new Promise((resolve) => setTimeout(resolve, 4));
    }
    await eventually(() => expect(consumer.handled).toBe(5 * bursts));
    const elapsedMs = performance.now() - began;
    // Each of them waited for its time, however slow the machine; a quiet one sends a burst every few ms.
    const afterMany = [...sizes.values()].slice(0, -1).filter((size) => size >= GATHER_FROM).length;
    expect(afterMany).toBeLessThanOrEqual(2 + elapsedMs / (GATHER_MS - 1));
  });

  it('isolates a bad event by halving: the others take effect, it becomes a dead letter with its origin', async () => {
    const ids = await send(50);
    const bad = ids[17]!;
    const consumer = trial.consumer(({ envelope }) => {
      if (envelope.id === bad) throw new Permanent('cannot be counted');
    });
    await consumer.start();
    await eventually(async () => expect(await trial.effects()).toHaveLength(49));
    await eventually(() => expect(consumer.deadLettered).toBe(1));
    expect(await effectIds()).toEqual(ids.filter((id) => id !== bad).sort());
    const [letter] = await trial.deadLetters();
    expect(letter!.data).toMatchObject({
      consumer: 'trial',
      reason: 'permanent',
      origin: { stream: 'TRIAL', sequence: 18, eventId: bad, eventType: 'vw.trial.thing.counted.v1' },
    });
    expect(letter!.data['error']).toContain('cannot be counted');
  });

  it('tries a failing event again and lets it take effect once', async () => {
    await send(5);
    let failures = 0;
    const consumer = trial.consumer(({ envelope }) => {
      if (envelope.subject === 'k3' && failures++ < 4) throw new Error('passing trouble');
    });
    await consumer.start();
    await eventually(async () => expect(await trial.effects()).toHaveLength(5), { timeoutMs: 15_000 });
    expect(consumer.retried).toBeGreaterThan(0);
    expect(await trial.deadLetters()).toHaveLength(0);
  });

  it('dead-letters what waited past its deadline, and what is no envelope at all', async () => {
    await send(2);
    const garbage = Buffer.from([0xff, 0x00, 0x7b]);
    await publish(trial.client, { messageId: 'g', subject: 'vw.trial.thing.counted', payload: garbage, headers: {} });
    const consumer = trial.consumer(({ envelope }) => {
      if (envelope.subject === 'k1') throw new NotYet('its cause is missing', new Date(0));
    });
    await consumer.start();
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(2));
    const letters = (await trial.deadLetters()).map(({ data }) => data as Record<string, unknown>);
    expect(letters.map(({ reason }) => reason).sort()).toEqual(['permanent', 'waited too long']);
    expect(letters.find(({ encoding }) => encoding === 'base64')!['payload']).toBe(garbage.toString('base64'));
    expect(await effectIds()).toEqual(['k-k0']);
  });

  it('waits for the database without counting attempts when its sessions are terminated', async () => {
    await send(300);
    let begun = 0;
    const consumer = trial.consumer(async () => {
      begun += 1;
      if ([30, 140, 260].includes(begun)) await terminateSessions(trial.database.adminUrl, { role: 'vw_trial' });
    }, 50);
    await consumer.start();
    await eventually(async () => expect(await trial.effects()).toHaveLength(300), { timeoutMs: 20_000 });
    expect(new Set(await effectIds()).size).toBe(300);
    expect(consumer.retried).toBe(0);
    expect(await trial.deadLetters()).toHaveLength(0);
  });

  it('goes on after the broker was killed and started again', async () => {
    await send(100, 'before');
    const consumer = trial.consumer();
    await consumer.start();
    await eventually(async () => expect(await trial.effects()).toHaveLength(100));
    await trial.nats.kill9();
    await trial.nats.start();
    await eventually(() => send(100, 'after'), { timeoutMs: 10_000 });
    await eventually(async () => expect(await trial.effects()).toHaveLength(200), { timeoutMs: 20_000 });
    expect(new Set(await effectIds()).size).toBe(200);
  }, 60_000);

  it('gives back on shutdown what it has not begun, and another one takes it', async () => {
    const ids = await send(400);
    const first = trial.consumer(() => new Promise((resolve) => setTimeout(resolve, 5)), 20);
    await first.start();
    await eventually(() => expect(first.handled).toBeGreaterThan(0));
    await first.stop();
    const second = trial.consumer();
    await second.start();
    await eventually(async () => expect(await trial.effects()).toHaveLength(400), { timeoutMs: 10_000 });
    expect(await effectIds()).toEqual(ids.sort());
  });
});
