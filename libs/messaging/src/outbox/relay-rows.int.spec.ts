import { DiscardPolicy, jetstreamManager, RetentionPolicy, type StreamConfig } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { RELAY_BATCH_MAX, RELAY_DEFERRED_MAX } from '../limits.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import { parkedRows, unpark } from './archive.js';
import type { OutboxMessage } from './publish.js';

const PATIENCE = { timeoutMs: 30_000 };

/** Rows that cannot be published like the others. */
describe('the outbox relay and single rows', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('relay rows')), 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  const message = (messageId: string, subject: string, bytes = 100): OutboxMessage => ({
    messageId,
    subject,
    payload: JSON.stringify({ id: messageId, subject: messageId, filling: 'x'.repeat(bytes) }),
    headers: {},
  });
  const appendMessages = (...messages: OutboxMessage[]) =>
    trial.dataSource.transaction((tx) => trial.outbox.appendMessages(tx, messages));
  const idsIn = async (stream: string) => (await trial.contents(stream)).map(({ id }) => id);
  const addStream = async (name: string, more: Partial<StreamConfig> = {}) => {
    const subjects = [`vw.${name.toLowerCase()}.>`];
    return (await jetstreamManager(trial.connection)).streams.add({
      name,
      subjects,
      retention: RetentionPolicy.Limits,
      ...more,
    });
  };

  it('lets a row that no stream takes wait alone while everything else flows, and publishes it once there is one', async () => {
    const relay = trial.relay();
    relay.start();
    await appendMessages(message('stray', 'vw.elsewhere.thing'));
    for (let round = 0; round < 5; round += 1) {
      await trial.append(counted(20, `round${round}-`));
      relay.wake();
      await eventually(async () => expect(await idsIn('TRIAL')).toHaveLength(20 * (round + 1)), PATIENCE);
    }
    expect(relay.parked).toBe(0);
    await addStream('ELSEWHERE');
    await eventually(async () => expect(await idsIn('ELSEWHERE')).toEqual(['stray']), PATIENCE);
    expect(relay.duplicates).toBe(0);
    expect(await idsIn('TRIAL')).toHaveLength(100);
  }, 60_000);

  it('does not read on for ever when its own stream is gone, says so, and publishes everything once it is back', async () => {
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.streams.info('TRIAL');
    await manager.streams.delete('TRIAL');
    const rows = RELAY_DEFERRED_MAX + 4 * RELAY_BATCH_MAX;
    await trial.dataSource.query(
      `INSERT INTO outbox (event_id, subject, payload)
       SELECT 'e' || n, 'vw.trial.thing.counted', json_build_object('id', 'e' || n) FROM generate_series(1, $1::int) AS n`,
      [rows],
    );
    const relay = trial.relay();
    relay.start();
    const high = async () =>
      Number((await trial.dataSource.query<{ high: string }[]>('SELECT high FROM outbox_relay'))[0]!.high);
    for (let pass = 0; pass < 2; pass += 1) {
      await eventually(() => relay.state === 'publishing', { ...PATIENCE, intervalMs: 1 });
      await eventually(() => relay.state === 'waiting for the broker', PATIENCE);
      expect(await high()).toBeLessThanOrEqual(RELAY_DEFERRED_MAX + 2 * RELAY_BATCH_MAX);
    }
    await manager.streams.add(config);
    await eventually(() => expect(relay.published).toBe(rows), PATIENCE);
    const ids = await idsIn('TRIAL');
    expect(ids).toHaveLength(rows);
    expect(new Set(ids).size).toBe(rows);
  }, 90_000);

  it('lets a row wait alone whose stream is full', async () => {
    await addStream('FULL', { max_msgs: 1, discard: DiscardPolicy.New });
    const relay = trial.relay();
    relay.start();
    await appendMessages(message('first', 'vw.full.thing'), message('second', 'vw.full.thing'));
    await trial.append(counted(20));
    await eventually(async () => expect(await idsIn('TRIAL')).toHaveLength(20), PATIENCE);
    await eventually(() => relay.state === 'idle', PATIENCE);
    expect(await idsIn('FULL')).toEqual(['first']);
    const manager = await jetstreamManager(trial.connection);
    await manager.streams.update('FULL', { max_msgs: -1 });
    await eventually(async () => expect(await idsIn('FULL')).toEqual(['first', 'second']), PATIENCE);
  }, 60_000);

  it('parks a row that the broker refuses, and publishes it when it is given another chance', async () => {
    const small = { max_msg_size: 1_000 };
    await addStream('SMALL', small);
    const relay = trial.relay();
    relay.start();
    await appendMessages(message('fits', 'vw.small.thing'), message('large', 'vw.small.thing', 5_000));
    await trial.append(counted(3));
    await eventually(async () => expect(await parkedRows(trial.dataSource, '0', 10)).toHaveLength(1), PATIENCE);
    await eventually(async () => expect(await idsIn('TRIAL')).toHaveLength(3), PATIENCE);
    expect(await idsIn('SMALL')).toEqual(['fits']);
    const [parked] = await parkedRows(trial.dataSource, '0', 10);
    expect(parked).toMatchObject({ messageId: 'large', subject: 'vw.small.thing' });
    expect(parked!.error).toMatch(/exceeds maximum/);

    const manager = await jetstreamManager(trial.connection);
    await manager.streams.update('SMALL', { max_msg_size: -1 });
    expect(await trial.dataSource.transaction((tx) => unpark(tx, parked!.outboxId))).toBe(true);
    expect(await trial.dataSource.transaction((tx) => unpark(tx, parked!.outboxId))).toBe(false);
    await eventually(async () => expect(await idsIn('SMALL')).toEqual(['fits', 'large']), PATIENCE);
    expect(await parkedRows(trial.dataSource, '0', 10)).toEqual([]);
  }, 60_000);

  it('parks a row of which it cannot even make a message', async () => {
    const relay = trial.relay();
    relay.start();
    await appendMessages({ ...message('headers', 'vw.trial.thing'), headers: { 'x-note': 'two\r\nlines' } });
    await appendMessages({ ...message('subject', 'no subject at all') });
    await trial.append(counted(1));
    await eventually(() => expect(relay.parked).toBe(2), PATIENCE);
    expect(await idsIn('TRIAL')).toHaveLength(1);
    const parked = await parkedRows(trial.dataSource, '0', 10);
    expect(parked.map(({ messageId }) => messageId)).toEqual(['headers', 'subject']);
  }, 60_000);
});
