import { jetstreamManager } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { Counted } from '../testing/trial.js';
import { OutboxArchiveReader } from './outbox-archive-reader.js';
import { gate, MODEL, startReplayTrial, type ReplayTrial } from './testing/replay-trial.js';

describe('the sources of a replay', () => {
  let trial: ReplayTrial;
  beforeEach(async () => (trial = await startReplayTrial('replay_sources')));
  afterEach(() => trial.close());

  const ids = (n: number) =>
    Array.from({ length: n }, (_, index) => `${'abcde'[index % 5]}-${String(index).padStart(4, '0')}`);

  /** Appends events with these ids and has the relay publish them. */
  async function produce(some: readonly string[]): Promise<void> {
    const relay = trial.relay();
    relay.start();
    await trial.append(
      some.map((id) => ({ event: Counted, subject: id, data: { key: id.slice(0, 1), amount: 1 }, id })),
    );
    await eventually(() => expect(relay.published).toBe(some.length));
    await relay.stop();
  }

  async function purge(keep: number): Promise<void> {
    const manager = await jetstreamManager(trial.connection);
    await manager.streams.purge('TRIAL', { keep });
  }

  it('are the archive for what the stream has dropped, and the stream', async () => {
    const sent = ids(700);
    const service = await trial.service({ archive: new OutboxArchiveReader(trial.dataSource) });
    await service.consumer.start();
    await produce(sent);
    await eventually(async () => expect(await trial.held()).toHaveLength(700));
    await purge(50);
    const record = await trial.replay(service);
    expect(record).toMatchObject({ phase: 'done', handled: 700 });
    expect(await trial.held()).toEqual(sent.sort());
  });

  it('leave out what the broker has refused and nobody has ever seen', async () => {
    const archive = new OutboxArchiveReader(trial.dataSource);
    const service = await trial.service({ archive });
    await produce(ids(3));
    await trial.append([{ event: Counted, subject: 'x', data: { key: 'x', amount: 1 }, id: 'refused' }]);
    await trial.admin(
      `INSERT INTO trial.outbox_parked SELECT id, 'too large' FROM trial.outbox WHERE event_id = 'refused'`,
    );
    await purge(0);
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 3 });
    const first = await archive.page({ subjects: ['vw.trial.thing.counted'], limit: 2 });
    expect(first.messages.map(({ messageId }) => messageId)).toEqual(ids(2));
    const second = await archive.page({ subjects: ['vw.trial.thing.counted'], after: first.next!, limit: 2 });
    expect(second.messages.map(({ messageId }) => messageId)).toEqual([ids(3)[2]]);
    expect(second.next).toBeUndefined();
    const later = await archive.page({ subjects: ['vw.other'], limit: 2 });
    expect(later).toEqual({ messages: [] });
  });

  it('do not reach back to everything: the replay says so instead of losing it', async () => {
    const service = await trial.service();
    await service.consumer.start();
    await trial.put(ids(20));
    await eventually(async () => expect(await trial.held()).toHaveLength(20));
    await purge(15);
    const record = await trial.replay(service);
    expect(record.phase).toBe('failed');
    expect(record.error).toContain('handled 5 events that are neither in a stream nor in an archive any more');
    expect(await trial.held()).toHaveLength(20);
    const skipping = await trial.replay(service, { skipFailed: true });
    expect(skipping).toMatchObject({ phase: 'done', handled: 15, failed: 5 });
    expect(skipping.failures).toHaveLength(5);
    expect(await trial.replay(service, { from: { sequence: 3 } })).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('stream TRIAL begins with sequence 6'),
    });
  });

  it('are read on after the broker was killed, and after it forgot the consumer', async () => {
    const sent = ids(3_000);
    const { opened, open } = gate();
    let batches = 0;
    const service = await trial.service({ before: () => ((batches += 1) < 2 ? undefined : opened) });
    await trial.put(sent);
    const request = { from: 'beginning', reason: 'a test', actor: 'user:tester' } as const;
    const id = await service.replays.start(MODEL, request);
    await eventually(() => expect(batches).toBe(2));
    const manager = await jetstreamManager(trial.connection);
    await manager.consumers.delete('TRIAL', 'trial_replay');
    await trial.nats.kill9();
    await trial.nats.start();
    open();
    await service.replays.settled();
    expect(await service.replays.find(id)).toMatchObject({ phase: 'done', handled: 3_000, repeats: 0, error: null });
    expect(await trial.held()).toEqual(sent.sort());
  });

  it('end the replay when the stream is another one', async () => {
    const { opened, open } = gate();
    const service = await trial.service({ before: () => opened });
    await trial.put(ids(2_000));
    const id = await service.replays.start(MODEL, { from: 'beginning', reason: 'a test', actor: 'user:tester' });
    await eventually(async () => expect((await service.replays.find(id))!.phase).toBe('stream'));
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.streams.info('TRIAL');
    await manager.streams.delete('TRIAL');
    await manager.streams.add(config);
    open();
    await service.replays.settled();
    expect(await service.replays.find(id)).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('stream TRIAL was made anew during the replay'),
    });
  });
});
