import { jetstream } from '@nats-io/jetstream';
import { eventually } from '@vividwalls/testing';
import { NotYet, Permanent } from '../errors.js';
import { publish } from '../outbox/publish.js';
import { redriveMessage } from '../redrive/redrive-message.js';
import { Counted, NAMESPACE } from '../testing/trial.js';
import { CONSUMER, MODEL, startReplayTrial, type Hook, type ReplayTrial } from './testing/replay-trial.js';

describe('a replay of events that cannot all be handled', () => {
  let trial: ReplayTrial;
  beforeEach(async () => (trial = await startReplayTrial('replay_failures')));
  afterEach(() => trial.close());

  const failing =
    (id: string, error: () => Error): Hook =>
    (_tx, batch) => {
      if (batch.some(({ envelope }) => envelope.id === id && (envelope.data as Counted).amount === 1)) throw error();
    };

  /** What an operator sends to the consumer again, mended. */
  async function redriveMended(id: string, sequence: number): Promise<void> {
    const { envelope } = trial.outbox.seal({ event: Counted, subject: id, data: { key: id, amount: 2 }, id });
    const origin = { stream: 'TRIAL', streamCreatedAt: '', sequence, subject: 'vw.trial.thing.counted' };
    const payload = JSON.stringify(envelope);
    const message = redriveMessage(NAMESPACE, { letterId: 'letter', consumer: CONSUMER, origin, payload, count: 1 });
    expect(await publish(jetstream(trial.connection), message)).toMatchObject({ kind: 'acknowledged' });
  }

  it('ends at the first of them, names its place, and changes nothing', async () => {
    const service = await trial.service({ before: failing('b', () => new Permanent('no such thing')) });
    await service.consumer.start();
    await trial.put(['a', 'b', 'c']);
    await eventually(async () => expect(await trial.held()).toEqual(['a', 'c']));
    const record = await trial.replay(service);
    expect(record).toMatchObject({ phase: 'failed', pauseMs: null });
    expect(record.error).toMatch(
      /^stream TRIAL, sequence \d, event b cannot be handled: no such thing. Nothing was changed/,
    );
    expect(await trial.held()).toEqual(['a', 'c']);
    expect(service.acts.at(-1)).toMatchObject({ kind: 'ended', outcome: 'failed', error: record.error });
  });

  it('skips them when asked to, lists them, and leaves them unknown to the inbox', async () => {
    let isBroken = false;
    const service = await trial.service({
      before: (tx, batch) => (isBroken ? failing('b', () => new Error('broken since'))(tx, batch) : undefined),
    });
    await service.consumer.start();
    await trial.put(['a', 'b', 'c']);
    await trial.connection.flush();
    await publish(jetstream(trial.connection), {
      messageId: 'garbage',
      subject: 'vw.trial.thing.counted',
      payload: 'garbage',
      headers: {},
    });
    await eventually(async () => expect(await trial.held()).toEqual(['a', 'b', 'c']));
    isBroken = true;
    const record = await trial.replay(service, { skipFailed: true });
    expect(record).toMatchObject({ phase: 'done', handled: 2, failed: 2, skipFailed: true });
    expect([...record.failures].sort((one, other) => one.place.localeCompare(other.place))).toMatchObject([
      { eventId: 'b', eventType: 'vw.trial.thing.counted.v1', error: 'broken since' },
      { eventId: null, place: 'stream TRIAL, sequence 4', error: expect.stringContaining('not JSON') },
    ]);
    isBroken = false;
    // It was handled once, but no table holds it any more: it can be brought again.
    await trial.put(['b'], '-again');
    await eventually(async () => expect(await trial.held()).toEqual(['a', 'b', 'c']));
  });

  it('takes the mended message that an operator had redriven in the place of the one that fails', async () => {
    const service = await trial.service({ before: failing('b', () => new Permanent('no such thing')) });
    await service.consumer.start();
    await trial.put(['a', 'b', 'c']);
    await eventually(() => expect(service.consumer.deadLettered).toBe(1));
    await redriveMended('b', 2);
    await eventually(async () => expect(await trial.held()).toEqual(['a', 'b', 'c']));
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 3, failed: 0 });
    expect(await trial.held()).toEqual(['a', 'b', 'c']);
    expect(await trial.admin(`SELECT amount::int FROM trial.totals WHERE key = 'b'`)).toEqual([{ amount: 2 }]);
    // From a place behind it, the mended event is none of the replay's business.
    await trial.put(['d']);
    await eventually(async () => expect(await trial.held()).toContain('d'));
    expect(await trial.replay(service, { from: { sequence: 4 } })).toMatchObject({ phase: 'done', handled: 1 });
    expect(await trial.held()).toEqual(['d']);
  });

  it('lets an event wait for its cause, wherever in the streams that lies', async () => {
    const needsZ: Hook = async (tx, batch) => {
      if (!batch.some(({ envelope }) => envelope.id === 'a')) return;
      const [cause] = await tx.query<unknown[]>(`SELECT 1 FROM totals WHERE key = 'z'`);
      if (!cause) throw new NotYet('z has not come', new Date(Date.now() + 60_000));
    };
    const service = await trial.service({ before: needsZ });
    await trial.put(['a']);
    await trial.put([...'bcdefghijk']);
    await service.consumer.start();
    await eventually(async () => expect(await trial.held()).toHaveLength(10));
    // Live it still waits, and so it may beside.
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 10, waiting: 1 });
    await trial.put(['z']);
    await eventually(async () => expect(await trial.held()).toHaveLength(12));
    expect(await trial.replay(service)).toMatchObject({ phase: 'done', handled: 12, waiting: 0 });
    // What the live model holds may not go on waiting beside.
    const behind = { from: { sequence: 1 } };
    await trial.admin('UPDATE trial.totals SET events = events');
    const withoutCause = await trial.service({
      before: (_tx, batch) => {
        if (batch.some(({ envelope }) => envelope.id === 'a')) throw new NotYet('z never comes', new Date(0));
      },
    });
    const record = await trial.replay(withoutCause, behind);
    expect(record).toMatchObject({ phase: 'failed' });
    expect(record.error).toContain('event a cannot be handled: its cause has not come: z never comes');
    expect(await trial.replay(withoutCause, { ...behind, skipFailed: true })).toMatchObject({
      phase: 'done',
      failed: 1,
    });
  });

  it('writes nothing outside of its tables, and says which handler statement would have', async () => {
    const service = await trial.service({
      before: (tx) => tx.query(`INSERT INTO trial.totals VALUES ('x', 1, 1)`).then(() => undefined),
    });
    await trial.put(['a']);
    const record = await trial.replay(service);
    expect(record.error).toContain('a handler of the read model wrote to trial.totals');
    expect(await trial.counted()).toBe(0);
    expect((await service.replays.list(5)).map(({ model, phase }) => ({ model, phase }))).toEqual([
      { model: MODEL, phase: 'failed' },
    ]);
  });
});
