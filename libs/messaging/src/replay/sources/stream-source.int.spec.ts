import { jetstream, jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import { startTestNats, type NatsServer } from '@vividwalls/testing';
import { connectBroker } from '../../broker/connect.js';
import { provisionStreams } from '../../broker/streams.js';
import { silentLog } from '../../log.js';
import { REPLAY_PAGE_MESSAGES } from '../replay-limits.js';
import { replayConsumerName, type StreamStart } from './replay-consumer.js';
import { StreamSource } from './stream-source.js';

/** A service that the local broker knows: a source must do with the rights of one. */
const SERVICE = 'finance';
const STREAM = 'TRIAL';

describe('a stream as a source', () => {
  let nats: NatsServer;
  let admin: NatsConnection;
  let connection: NatsConnection;
  beforeAll(async () => {
    nats = await startTestNats();
    admin = await connectBroker({ url: nats.url, name: 'admin' });
    const stream = { name: STREAM, subjects: ['vw.trial.>'], description: 'a trial', maxAgeMs: 0 };
    await provisionStreams(admin, [stream]);
    connection = await connectBroker({ url: nats.userUrl(SERVICE), name: SERVICE });
    const client = jetstream(admin);
    for (let n = 1; n <= 450; n += 1) await client.publish(`vw.trial.${'abc'[n % 3]}`, String(n));
  });
  afterAll(async () => {
    await connection.close();
    await admin.close();
    await nats.stop();
  });

  async function open(start: StreamStart, subjects: readonly string[] = []): Promise<StreamSource> {
    const source = new StreamSource({
      client: jetstream(connection),
      manager: await jetstreamManager(connection),
      stream: STREAM,
      subjects,
      start,
      consumerName: replayConsumerName(SERVICE),
      log: silentLog,
      signal: new AbortController().signal,
    });
    await source.open();
    return source;
  }

  async function drain(source: StreamSource): Promise<number[]> {
    const sequences: number[] = [];
    for (let message = await source.peek(); message; message = await source.peek()) {
      sequences.push(message.delivery.sequence);
      source.advance();
    }
    return sequences;
  }

  const all = Array.from({ length: 450 }, (_, index) => index + 1);

  it.each([
    ['all subjects', [], all],
    ['one subject', ['vw.trial.a'], all.filter((n) => n % 3 === 0)],
    ['two subjects', ['vw.trial.a', 'vw.trial.c'], all.filter((n) => n % 3 !== 1)],
  ])('gives %s, page by page and in order, with the rights of a service', async (_what, subjects, expected) => {
    const source = await open('beginning', subjects);
    expect(source.remaining).toBe(expected.length);
    expect(await drain(source)).toEqual(expected);
    expect(source.remaining).toBe(0);
    await source.close();
  });

  it('begins at a sequence or a time, and tells which sequence that is', async () => {
    const from = await open({ sequence: 440 });
    expect(from.firstSequence).toBe(440);
    expect(await drain(from)).toEqual(all.slice(439));
    const { time } = (await (await jetstreamManager(admin)).streams.getMessage(STREAM, { seq: 200 }))!;
    const since = await open({ time: new Date(time.getTime() + 1) });
    expect(since.firstSequence).toBeGreaterThan(200);
    expect((await drain(since))[0]).toBe(since.firstSequence);
    await since.close();
  });

  it('goes on behind what arrived when its consumer is lost, and finds later what came later', async () => {
    const source = await open('beginning');
    const sequences: number[] = [];
    const manager = await jetstreamManager(admin);
    for (let message = await source.peek(); message; message = await source.peek()) {
      sequences.push(message.delivery.sequence);
      source.advance();
      if (sequences.length === REPLAY_PAGE_MESSAGES - 50)
        await manager.consumers.delete(STREAM, replayConsumerName(SERVICE));
    }
    expect(sequences).toEqual(all);
    await jetstream(admin).publish('vw.trial.a', 'late');
    expect(await drain(source)).toEqual([451]);
    await source.close();
  });
});
