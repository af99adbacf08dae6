import { jetstreamManager } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { counted, Counted, startTrial, type Trial } from '../testing/trial.js';

describe('the outbox relay', () => {
  let trial: Trial;
  beforeEach(async () => (trial = await startTrial('relay')));
  afterEach(() => trial.close());

  const messagesInStream = async () =>
    (await (await jetstreamManager(trial.connection)).streams.info('TRIAL')).state.messages;
  const unpublished = async () =>
    Number((await trial.dataSource.query('SELECT count(*) AS n FROM outbox WHERE published_at IS NULL'))[0].n);

  it('publishes what committed and nothing of what was rolled back', async () => {
    const relay = trial.relay();
    relay.start();
    await trial.append(counted(3));
    const failing = trial.dataSource.transaction(async (tx) => {
      await trial.outbox.append(tx, counted(5, 'lost'));
      throw new Error('the use case failed');
    });
    await expect(failing).rejects.toThrow('the use case failed');
    relay.wake();
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(await messagesInStream()).toBe(3);
  });

  it('does not skip a transaction that commits after a later one was published', async () => {
    const relay = trial.relay();
    relay.start();
    const slow = trial.dataSource.createQueryRunner();
    await slow.startTransaction();
    await trial.outbox.append(slow.manager, counted(1, 'early'));
    await trial.append(counted(10, 'late'));
    relay.wake();
    await eventually(async () => expect(await messagesInStream()).toBe(10));
    await slow.commitTransaction();
    await slow.release();
    await eventually(async () => expect(await messagesInStream()).toBe(11));
  });

  it('parks an event the broker refuses and publishes the rest', async () => {
    const relay = trial.relay();
    const tooLarge = 'x'.repeat((trial.connection.info?.max_payload ?? 0) + 1);
    await trial.append([
      ...counted(2),
      { event: Counted, subject: 'big', data: { key: tooLarge, amount: 1 } },
      ...counted(2, 'after'),
    ]);
    relay.start();
    await eventually(async () => expect(await messagesInStream()).toBe(4));
    await eventually(() => expect(relay.parked).toBe(1));
    const [row] = await trial.dataSource.query('SELECT parked_error FROM outbox WHERE parked_at IS NOT NULL');
    expect(row.parked_error).toMatch(/payload/i);
  });

  it('publishes everything exactly once although the broker is killed in between', async () => {
    const relay = trial.relay();
    relay.start();
    await trial.append(counted(500, 'before'));
    relay.wake();
    await eventually(async () => expect(relay.published).toBeGreaterThan(0));
    await trial.nats.kill9();
    await trial.append(counted(500, 'during'));
    relay.wake();
    await eventually(() => expect(relay.state).toBe('waiting for the broker'), { timeoutMs: 15_000 });
    await trial.nats.start();
    await eventually(async () => expect(await unpublished()).toBe(0), { timeoutMs: 20_000 });
    expect(await messagesInStream()).toBe(1_000);
  }, 60_000);

  it('is led by one of two, and the other takes over within two seconds of its death', async () => {
    const [first, second] = [trial.relay(), trial.relay()];
    first.start();
    await eventually(() => expect(first.state).toBe('idle'));
    second.start();
    await trial.append(counted(5));
    await eventually(() => expect(first.published).toBe(5));
    expect(second.published).toBe(0);
    const stopping = first.stop();
    const before = performance.now();
    await eventually(() => expect(second.state).toBe('idle'));
    expect(performance.now() - before).toBeLessThan(2_000);
    await stopping;
    await trial.append(counted(5, 'next'));
    await eventually(() => expect(second.published).toBe(5));
  });

  it('leads again after its session was terminated', async () => {
    const relay = trial.relay();
    relay.start();
    await eventually(() => expect(relay.state).toBe('idle'));
    await trial.dataSource.query(
      'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = current_user AND pid <> pg_backend_pid()',
    );
    await trial.append(counted(5));
    relay.wake();
    await eventually(async () => expect(await unpublished()).toBe(0), { timeoutMs: 5_000 });
  });
});
