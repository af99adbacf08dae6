import { jetstreamManager } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { RELAY_BATCH_MAX } from '../limits.js';
import { asAdministrator, counted, startTrial, type Trial } from '../testing/trial.js';
import { OutboxArchive, type RepublishProgress } from './archive.js';

const PATIENCE = { timeoutMs: 30_000 };
const LONG_AGO = new Date(0);

describe('the archive of the outbox', () => {
  let trial: Trial;
  let archive: OutboxArchive;
  beforeAll(async () => {
    trial = await startTrial('archive');
    archive = new OutboxArchive(trial.dataSource, trial.connection);
  }, 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  const subjectsInStream = async () => (await trial.contents('TRIAL')).map(({ subject }) => subject);
  const subjects = (n: number, prefix = 'k') => counted(n, prefix).map(({ subject }) => subject);

  async function publish(n: number, prefix = 'k'): Promise<void> {
    const relay = trial.relay();
    relay.start();
    await trial.append(counted(n, prefix));
    await eventually(() => expect(relay.published).toBe(n), PATIENCE);
    await relay.stop();
  }

  /** As somebody would who lost it. */
  async function loseStream(): Promise<void> {
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.streams.info('TRIAL');
    await manager.streams.delete('TRIAL');
    await manager.streams.add(config);
  }

  it('makes a lost stream again, everything in the old order', async () => {
    await publish(RELAY_BATCH_MAX + 500);
    await loseStream();
    expect(await archive.count({ from: LONG_AGO })).toBe(RELAY_BATCH_MAX + 500);
    const steps: RepublishProgress[] = [];
    const total = await archive.republish({ from: LONG_AGO }, (step) => steps.push(step));
    expect(total).toEqual({ published: RELAY_BATCH_MAX + 500, duplicates: 0 });
    expect(steps.map(({ published }) => published)).toEqual([RELAY_BATCH_MAX, RELAY_BATCH_MAX + 500]);
    expect(await subjectsInStream()).toEqual(subjects(RELAY_BATCH_MAX + 500));
  }, 60_000);

  it('does not bring back what was purged while the broker still knows its message ids, and says so', async () => {
    await publish(30);
    const manager = await jetstreamManager(trial.connection);
    await manager.streams.purge('TRIAL', { seq: 21 });
    expect(await archive.republish({ from: LONG_AGO })).toEqual({ published: 30, duplicates: 30 });
    expect(await subjectsInStream()).toEqual(subjects(30).slice(20));
    // A stream that was made anew has no such memory.
    await loseStream();
    expect(await archive.republish({ from: LONG_AGO })).toEqual({ published: 30, duplicates: 0 });
    expect(await subjectsInStream()).toEqual(subjects(30));
  }, 60_000);

  it('counts what was still there as duplicates and puts nothing twice', async () => {
    await publish(50);
    expect(await archive.republish({ from: LONG_AGO })).toEqual({ published: 50, duplicates: 50 });
    expect(await subjectsInStream()).toEqual(subjects(50));
  }, 60_000);

  it('knows spans of time, the end excluded', async () => {
    await publish(30);
    await asAdministrator(
      trial.database,
      `UPDATE trial.outbox SET created_at = timestamptz '2026-01-01T00:00:00Z' + make_interval(hours => id::int)`,
    );
    const span = { from: new Date('2026-01-01T05:00:00Z'), until: new Date('2026-01-01T10:00:00Z') };
    expect(await archive.count(span)).toBe(5);
    await loseStream();
    expect(await archive.republish(span)).toEqual({ published: 5, duplicates: 0 });
    expect(await subjectsInStream()).toEqual(['k4', 'k5', 'k6', 'k7', 'k8']);
  }, 60_000);

  it('leaves out what was never published: the relay’s business, parked, or not yet reached', async () => {
    await publish(10);
    await trial.append(counted(5, 'unpublished'));
    await asAdministrator(
      trial.database,
      `UPDATE trial.outbox_relay SET holes = '{[3,5)}'; INSERT INTO trial.outbox_parked VALUES (7, 'refused')`,
    );
    expect(await archive.count({ from: LONG_AGO })).toBe(7);
    expect((await archive.republish({ from: LONG_AGO })).published).toBe(7);
  }, 60_000);

  it('reads no more into memory than a batch of the relay, however large the rows', async () => {
    await publish(1);
    await trial.dataSource.query(
      `INSERT INTO outbox (event_id, subject, payload)
       SELECT 'big' || n, 'vw.trial.thing.counted', '"' || repeat('x', 3000000) || '"' FROM generate_series(1, 8) AS n`,
    );
    await asAdministrator(trial.database, 'UPDATE trial.outbox_relay SET high = 9');
    const steps: number[] = [];
    await archive.republish({ from: LONG_AGO }, ({ published }) => steps.push(published));
    expect(steps).toEqual([4, 7, 9]);
  }, 60_000);

  it('stops at the signal, and throws when the broker does not take a message', async () => {
    await publish(5);
    const { published } = await archive.republish({ from: LONG_AGO }, undefined, AbortSignal.abort());
    expect(published).toBe(0);
    await (await jetstreamManager(trial.connection)).streams.delete('TRIAL');
    await expect(archive.republish({ from: LONG_AGO })).rejects.toThrow(/was not published again: no stream takes/);
  }, 60_000);
});
