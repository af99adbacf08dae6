import { jetstreamManager } from '@nats-io/jetstream';
import { eventually, terminateSessions } from '@vividwalls/testing';
import { armFailpoints } from '../failpoints.js';
import { RELAY_GATHER_MS } from '../limits.js';
import { counted, Counted, startTrial, type Trial } from '../testing/trial.js';

describe('the outbox relay', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('relay')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const messagesInStream = async () =>
    (await (await jetstreamManager(trial.connection)).streams.info('TRIAL')).state.messages;
  const unpublished = async () =>
    Number((await trial.dataSource.query('SELECT count(*) AS n FROM outbox_unpublished'))[0].n);

  it('publishes what committed and nothing of what was rolled back', async () => {
    const relay = trial.relay();
    relay.start();
    await trial.append(counted(3));
    const failing = trial.dataSource.transaction(async (tx) => {
      await trial.appendEarly(tx, counted(5, 'lost'));
      throw new Error('the use case failed');
    });
    await expect(failing).rejects.toThrow('the use case failed');
    relay.wake();
    await eventually(async () => expect(await unpublished()).toBe(0));
    expect(await messagesInStream()).toBe(3);
  });

  it('gathers for a moment between its rounds while commits come at a steady pace', async () => {
    const relay = trial.relay();
    relay.start();
    await eventually(() => expect(relay.state).toBe('idle'));
    let rounds = 0;
    armFailpoints((name) => void (name === 'relay.marked' && (rounds += 1)));
    const [began, commits] = [performance.now(), 150];
    try {
      for (let commit = 0; commit < commits; commit += 1) {
        await trial.append(counted(5, `steady${commit}.`));
        relay.wake();
      }
      await eventually(() => expect(relay.published).toBe(5 * commits));
    } finally {
      armFailpoints();
    }
    // Rounds of fewer than four rows, at the beginning and the end, wait for nothing.
    expect(rounds).toBeLessThanOrEqual((performance.now() - began) / RELAY_GATHER_MS + 3);
  });

  it('does not skip a transaction that commits after a later one was published', async () => {
    const relay = trial.relay();
    relay.start();
    const slow = trial.dataSource.createQueryRunner();
    await slow.startTransaction();
    await trial.appendEarly(slow.manager, counted(1, 'early'));
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
    const [row] = await trial.dataSource.query('SELECT error FROM outbox_parked');
    expect(row.error).toMatch(/payload/i);
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
    await terminateSessions(trial.database.adminUrl, { role: 'vw_trial' });
    // From sessions of its own: the pool of the relay may still hand out one whose end it has not heard of.
    const writer = await trial.anotherPool(1);
    try {
      await writer.transaction(async (tx) => void (await trial.outbox.append(tx, counted(5))));
      relay.wake();
      await eventually(async () => expect(await unpublished()).toBe(0), { timeoutMs: 5_000 });
      expect(await messagesInStream()).toBe(5);
    } finally {
      await writer.destroy();
    }
  });
});
