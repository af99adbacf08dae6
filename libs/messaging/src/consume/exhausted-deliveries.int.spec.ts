import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { provisionDurable } from '../broker/streams.js';
import { DESCRIPTION } from '../testing/trial-events.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 40_000 };
const ACK_WAIT_MS = 300;
const DELIVERIES = 2;

describe('messages that were delivered as often as the broker will', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('exhausted deliveries')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  /** As a process does that dies of every message: they are pulled and never answered, until the broker gives them up. */
  async function exhaust(events: number): Promise<void> {
    const manager = await jetstreamManager(trial.connection);
    await provisionDurable(manager, {
      stream: 'TRIAL',
      durable: 'trial',
      filterSubjects: [DESCRIPTION.subject],
      ackWaitMs: ACK_WAIT_MS,
      maxDeliveries: DELIVERIES,
    });
    const consumer = await jetstream(trial.connection).consumers.get('TRIAL', 'trial');
    const advisories = async () => (await manager.streams.info(CORE_STREAMS.advisories)).state.messages;
    await eventually(async () => {
      for await (const message of await consumer.fetch({ max_messages: events, expires: 1_000 })) void message;
      return (await advisories()) >= events;
    }, PATIENCE);
  }
  const advisoriesLeft = async () => {
    const manager = await jetstreamManager(trial.connection);
    const { num_pending, num_ack_pending } = await manager.consumers.info(CORE_STREAMS.advisories, 'trial');
    return num_pending + num_ack_pending;
  };

  it('become dead letters with their origin, although nobody listened when the broker said so', async () => {
    const [first, second] = await trial.send(counted(2));
    await exhaust(2);
    const net = trial.net();
    await net.start();
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(2), PATIENCE);
    const letters = (await trial.deadLetters()).map(({ data }) => data);
    expect(letters[0]).toMatchObject({
      consumer: 'trial',
      reason: 'deliveries exhausted',
      attempts: DELIVERIES,
      redrives: 0,
      previousLetterId: null,
      origin: {
        stream: 'TRIAL',
        sequence: 1,
        subject: DESCRIPTION.subject,
        eventId: first,
        eventType: DESCRIPTION.type,
      },
    });
    expect(letters[1]).toMatchObject({ origin: { sequence: 2, eventId: second } });
    expect(JSON.parse(letters[0]!['payload']!)).toMatchObject({ id: first, subject: 'k0' });
    await eventually(async () => expect(await advisoriesLeft()).toBe(0), PATIENCE);
  }, 60_000);

  it('become one dead letter each, also when the net is told twice', async () => {
    await trial.send(counted(1));
    await exhaust(1);
    await trial.net().start();
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    const manager = await jetstreamManager(trial.connection);
    const advisory = await manager.streams.getMessage(CORE_STREAMS.advisories, { seq: 1 });
    trial.connection.publish(advisory!.subject, advisory!.data);
    await eventually(async () => {
      expect((await manager.streams.info(CORE_STREAMS.advisories)).state.messages).toBe(2);
      expect(await advisoriesLeft()).toBe(0);
    }, PATIENCE);
    expect(await trial.deadLetters()).toHaveLength(1);
  }, 60_000);

  it('are left alone when the inbox knows them as handled, or the waiting room has them', async () => {
    const [handled, waits] = await trial.send(counted(3));
    await exhaust(3);
    await trial.dataSource.query(`INSERT INTO inbox (consumer, event_id) VALUES ('trial', $1), ('other', $2)`, [
      handled,
      'another',
    ]);
    await trial.dataSource.query(
      `INSERT INTO waiting (consumer, event_id, stream, stream_created_at, sequence, subject, stored_at, headers, payload,
         attempts, reason, since, until, next_at, tries)
       VALUES ('trial', $1, 'TRIAL', '', 2, '', now(), '{}', '{}', 0, '', now(), now(), now(), 1)`,
      [waits],
    );
    await trial.net().start();
    await eventually(async () => expect(await trial.deadLetters()).toHaveLength(1), PATIENCE);
    await eventually(async () => expect(await advisoriesLeft()).toBe(0), PATIENCE);
    expect((await trial.deadLetters()).map(({ data }) => data['origin']!['sequence'])).toEqual([3]);
  }, 60_000);

  it('are another consumer’s business when another consumer gave them up', async () => {
    await trial.send(counted(1));
    await exhaust(1);
    const net = trial.net('other');
    await net.start();
    const own = trial.net();
    await own.start();
    await eventually(() => expect(own.deadLettered).toBe(1), PATIENCE);
    expect(net.deadLettered).toBe(0);
  }, 60_000);

  it('are not taken for the messages of a stream that was made anew', async () => {
    await trial.send(counted(1, 'old'));
    await exhaust(1);
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.streams.info('TRIAL');
    await manager.streams.delete('TRIAL');
    await manager.streams.add(config);
    await trial.send(counted(1, 'innocent'));
    await trial.net().start();
    await eventually(async () => expect(await advisoriesLeft()).toBe(0), PATIENCE);
    expect(await trial.deadLetters()).toEqual([]);
  }, 60_000);

  it('are not given up by the net itself, however long the dead letters cannot be written', async () => {
    await trial.send(counted(1));
    await exhaust(1);
    const net = trial.net();
    await net.start();
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.consumers.info(CORE_STREAMS.advisories, 'trial');
    expect(config.max_deliver).toBe(-1);
  }, 60_000);
});
