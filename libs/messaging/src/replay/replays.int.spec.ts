import { eventually } from '@vividwalls/testing';
import { ReplayRefused, ReplayUnderWay } from './replay-errors.js';
import { PROGRESS_EVERY_MS } from './replay-limits.js';
import { END_REPLAY_SESSION, gate, MODEL, startReplayTrial, type ReplayTrial } from './testing/replay-trial.js';

describe('a replay', () => {
  let trial: ReplayTrial;
  beforeEach(async () => (trial = await startReplayTrial('replay')));
  afterEach(() => trial.close());

  const ids = (n: number, prefix = 'a') =>
    Array.from({ length: n }, (_, index) => `${prefix}-${String(index).padStart(5, '0')}`);
  const request = { from: 'beginning', reason: 'a test', actor: 'user:tester' } as const;

  it('rebuilds the tables from the stream while the live consumer goes on, and neither loses nor doubles an event', async () => {
    const service = await trial.service();
    await service.consumer.start();
    const sent = ids(1_200);
    await trial.put(sent.slice(0, 700));
    await trial.put(sent.slice(0, 100), '-again');
    await eventually(async () => expect(await trial.held()).toHaveLength(700));
    // Something spoiled the model; the events know better.
    await trial.admin('UPDATE totals SET amount = amount + 1000, events = 0');
    await trial.admin('DELETE FROM sightings WHERE id % 2 = 0');
    const id = await service.replays.start(MODEL, request);
    await trial.put(sent.slice(700));
    await service.replays.settled();
    const record = await service.replays.find(id);
    expect(record).toMatchObject({ phase: 'done', failed: 0, waiting: 0, error: null, from: 'beginning' });
    expect(record!.taken).toBeGreaterThanOrEqual(800);
    await eventually(async () => expect(await trial.held()).toEqual(sent));
    expect(await trial.counted()).toBe(1_200);
    expect(service.acts).toMatchObject([
      { kind: 'started', replayId: id, model: MODEL, actor: 'user:tester', reason: 'a test' },
      { kind: 'ended', replayId: id, outcome: 'done', pauseMs: record!.pauseMs },
    ]);
    // Nothing of the broker's or the database's is left over.
    expect(
      await trial.admin(`SELECT relname FROM pg_class WHERE relnamespace = 'trial_rebuild'::regnamespace`),
    ).toEqual([]);
  });

  it('makes the live inbox know what it has written and the live consumer has not handled yet', async () => {
    const service = await trial.service();
    await trial.put(ids(300));
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 300 });
    expect(await trial.held()).toHaveLength(300);
    await service.consumer.start();
    await eventually(() => expect(service.consumer.repeats).toBe(300));
    expect(await trial.held()).toEqual(ids(300));
  });

  it('from a later place keeps what the live consumer had handled before as seen', async () => {
    const service = await trial.service();
    await service.consumer.start();
    await trial.put(ids(20));
    await eventually(async () => expect(await trial.held()).toHaveLength(20));
    await trial.put(ids(20), '-again');
    expect(await trial.replay(service, { from: { sequence: 16 } })).toMatchObject({
      phase: 'done',
      from: { sequence: 16 },
    });
    await eventually(() => expect(service.consumer.repeats).toBe(20));
    // Sequences 16 to 20, and the repeats of the first fifteen.
    expect(await trial.held()).toHaveLength(20);
    const middle = new Date();
    await trial.put(ids(5, 'b'));
    await eventually(async () => expect(await trial.held()).toHaveLength(25));
    expect(await trial.replay(service, { from: { time: middle } })).toMatchObject({ phase: 'done', taken: 5 });
    await trial.put(ids(20), '-once-more');
    await eventually(() => expect(service.consumer.repeats).toBe(40));
    expect(await trial.held()).toEqual(ids(5, 'b'));
  });

  it('is one at a time, of a model that is there, from a place that is there', async () => {
    const { opened, open } = gate();
    const service = await trial.service({ before: () => opened });
    const other = await trial.service();
    await trial.put(ids(3));
    const id = await service.replays.start(MODEL, request);
    await expect(other.replays.start(MODEL, request)).rejects.toThrow(ReplayUnderWay);
    expect((await other.replays.list(10)).map(({ phase }) => phase)).not.toContain('interrupted');
    await expect(other.replays.start('prices', request)).rejects.toThrow(ReplayRefused);
    const tomorrow = { ...request, from: { time: new Date(Date.now() + 86_400_000) } };
    await expect(other.replays.start(MODEL, tomorrow)).rejects.toThrow('lies in the future');
    open();
    await service.replays.settled();
    expect(await other.replays.find(id)).toMatchObject({ phase: 'done' });
    const keyed = { ...request, idempotencyKey: 'a key' };
    const first = await other.replays.start(MODEL, keyed);
    expect(await other.replays.start(MODEL, keyed)).toBe(first);
    await expect(other.replays.start(MODEL, { ...keyed, skipFailed: true })).rejects.toThrow(
      /belongs to another replay/,
    );
    await other.replays.settled();
    const nowhere = await trial.replay(other, { from: { sequence: 99 } });
    expect(nowhere).toMatchObject({ phase: 'done', handled: 0 });
  });

  it('ends at an abort from any replica and changes nothing', async () => {
    const { opened, open } = gate();
    const service = await trial.service({ before: () => opened });
    const other = await trial.service();
    await trial.put(ids(600));
    const id = await service.replays.start(MODEL, request);
    await eventually(async () => expect((await other.replays.find(id))!.phase).toBe('stream'));
    expect(await other.replays.abort(id, 'user:other')).toBe(true);
    setTimeout(open, 2 * PROGRESS_EVERY_MS);
    await service.replays.settled();
    expect(await other.replays.find(id)).toMatchObject({ phase: 'aborted', error: 'aborted by user:other' });
    expect(service.acts.at(-1)).toMatchObject({ kind: 'ended', outcome: 'aborted', actor: 'user:other' });
    expect(await other.replays.abort(id, 'user:other')).toBe(false);
    expect(await trial.held()).toEqual([]);
    expect(await trial.admin('SELECT * FROM inbox')).toEqual([]);
    expect(
      await trial.admin(`SELECT relname FROM pg_class WHERE relnamespace = 'trial_rebuild'::regnamespace`),
    ).toEqual([]);
  });

  it('is interrupted by the death of its process; the next start says so and removes what is left', async () => {
    const { opened, open } = gate();
    const service = await trial.service({ before: () => opened });
    await trial.put(ids(600));
    const id = await service.replays.start(MODEL, request);
    await eventually(async () => expect((await service.replays.find(id))!.phase).toBe('stream'));
    await service.kill();
    open();
    await service.replays.settled();
    const next = await trial.service();
    // The history is honest before anybody has touched it.
    expect(await next.replays.find(id)).toMatchObject({ phase: 'interrupted', endedAt: null });
    await next.replays.recover();
    const record = await next.replays.find(id);
    expect(record!.endedAt).not.toBeNull();
    expect(record!.error).toContain('its process died during stream');
    expect(next.acts).toMatchObject([{ kind: 'ended', replayId: id, outcome: 'interrupted' }]);
    expect(
      await trial.admin(`SELECT relname FROM pg_class WHERE relnamespace = 'trial_rebuild'::regnamespace`),
    ).toEqual([]);
    expect(await trial.replay(next)).toMatchObject({ phase: 'done', handled: 600 });
  });

  it('fails when its session is lost, can write nothing any more, and leaves nothing behind', async () => {
    const { opened, open } = gate();
    const service = await trial.service({ before: () => opened });
    await trial.put(ids(600));
    const id = await service.replays.start(MODEL, request);
    await eventually(async () => expect((await service.replays.find(id))!.phase).toBe('stream'));
    await trial.admin(END_REPLAY_SESSION);
    open();
    await service.replays.settled();
    expect(await service.replays.find(id)).toMatchObject({
      phase: 'failed',
      error: expect.stringContaining('the database session was lost; nothing was changed'),
    });
    expect(await trial.held()).toEqual([]);
    expect(
      await trial.admin(`SELECT relname FROM pg_class WHERE relnamespace = 'trial_rebuild'::regnamespace`),
    ).toEqual([]);
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 600 });
  });

  it('is not to be had by a service whose classes declare other tables than its migrations', async () => {
    const { replays } = await trial.service();
    await expect(replays.verifyDeclarations()).resolves.toBeUndefined();
    await trial.admin(`UPDATE trial.read_models SET tables = '{totals}'`);
    await expect(replays.verifyDeclarations()).rejects.toThrow(
      'key-totals: the class says trial_key_totals: sightings, totals, the migration trial_key_totals: totals',
    );
  });
});
