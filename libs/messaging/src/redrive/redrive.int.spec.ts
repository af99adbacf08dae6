import { eventually } from '@vividwalls/testing';
import { CORE_STREAMS } from '../broker/core-streams.js';
import { BatchConsumer } from '../consume/batch-consumer.js';
import type { Delivery, RawConsumer } from '../consume/consumer-definition.js';
import type { DeadLetter } from '../consume/dead-letter.js';
import { NotYet, Permanent } from '../errors.js';
import { silentLog } from '../log.js';
import type { StoredEvent } from '../testing/stream-contents.js';
import { IDENTITY } from '../testing/trial-consumer.js';
import { DESCRIPTION, NAMESPACE } from '../testing/trial-events.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';
import { redriveMessage, redriveSubject } from './redrive-message.js';

const PATIENCE = { timeoutMs: 30_000 };

describe('a redriven dead letter', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('redrive')), 60_000);
  afterEach(() => trial.reset(), 30_000);
  afterAll(() => trial.close());

  const inDeadLetters = async (name: string) =>
    (await trial.contents(CORE_STREAMS.deadLetters)).filter(({ type }) => type === `${NAMESPACE}.dlq.${name}.v1`);
  const letters = (): Promise<(StoredEvent & { data: DeadLetter })[]> =>
    inDeadLetters('event.dead_lettered') as unknown as Promise<(StoredEvent & { data: DeadLetter })[]>;
  const oneLetter = (nth = 1) =>
    eventually(async () => {
      const found = await letters();
      expect(found).toHaveLength(nth);
      return found[nth - 1]!;
    }, PATIENCE);
  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();

  /** As the desk does it: through the outbox of whoever redrives. */
  const redrive = ({ id, data }: { id: string; data: DeadLetter }, count = data.redrives + 1) =>
    trial.dataSource.transaction((tx) =>
      trial.outbox.appendMessages(tx, [
        { ...redriveMessage(NAMESPACE, { ...data, letterId: id, count }), payload: data.payload },
      ]),
    );

  /** Fails for good while it is told to, and is relayed. */
  async function consumers() {
    let isBroken = true;
    const relay = trial.relay();
    relay.start();
    const consumer = trial.consumerWith({
      before: ({ envelope }) => {
        if (isBroken && envelope.subject === 'k1') throw new Permanent('broken');
      },
      committed: () => relay.wake(),
    });
    const other = trial.consumerWith({ name: 'other' });
    await Promise.all([consumer.start(), other.start()]);
    return { consumer, other, mend: () => (isBroken = false) };
  }

  it('reaches the consumer that failed and nobody else, and takes effect once, however often it is sent', async () => {
    const { consumer, other, mend } = await consumers();
    await trial.send(counted(3));
    const letter = await oneLetter();
    await eventually(() => expect(other.handled).toBe(3), PATIENCE);
    mend();
    await redrive(letter);
    await redrive(letter);
    // An operator's second try, as the broker cannot know it.
    await redrive(letter, 2);
    await eventually(() => expect(consumer.handled).toBe(4), PATIENCE);
    expect(consumer.repeats).toBe(1);
    expect(await keys()).toEqual(['k0', 'k0', 'k1', 'k1', 'k2', 'k2']);
    expect(other.handled).toBe(3);
    expect((await trial.contents(CORE_STREAMS.redrive)).map(({ id }) => id)).toEqual([
      letter.data.origin.eventId,
      letter.data.origin.eventId,
    ]);
  }, 60_000);

  it('is announced as handled in the transaction of its effects, and so in the end in the stream', async () => {
    const { mend } = await consumers();
    await trial.send(counted(3));
    const letter = await oneLetter();
    await redrive(letter);
    await oneLetter(2);
    expect(await inDeadLetters('letter.handled')).toEqual([]);
    mend();
    await redrive(letter, 2);
    const [handled] = await eventually(async () => {
      const found = await inDeadLetters('letter.handled');
      expect(found).toHaveLength(1);
      return found;
    }, PATIENCE);
    expect(handled).toMatchObject({
      source: IDENTITY.source,
      subject: letter.id,
      data: { letterId: letter.id, consumer: 'trial', count: 2 },
    });
    const transactions = await trial.dataSource.query<{ n: number }[]>(
      `SELECT count(DISTINCT xmin::text)::int AS n FROM
         (SELECT xmin FROM effects WHERE key = 'k1' AND event_id = $1
            AND xmin::text IN (SELECT xmin::text FROM inbox WHERE consumer = 'trial')
          UNION ALL SELECT xmin FROM outbox WHERE event_id = $2) AS written`,
      [letter.data.origin.eventId, handled!.id],
    );
    expect(transactions[0]!.n).toBe(1);
  }, 60_000);

  it('may have to wait for its cause, and is announced when that has come', async () => {
    let isMissing = true;
    const relay = trial.relay();
    relay.start();
    const consumer = trial.consumerWith({
      before: ({ envelope, stream, sequence }) => {
        if (envelope.subject !== 'k1') return;
        expect({ stream, sequence }).toEqual({ stream: 'TRIAL', sequence: 2 });
        if (isMissing) throw new NotYet('its cause is missing', until);
      },
    });
    let until = new Date(0);
    await consumer.start();
    await trial.send(counted(3));
    const letter = await oneLetter();
    expect(letter.data.reason).toBe('waited too long');
    until = new Date(Date.now() + 3_600_000);
    await redrive(letter);
    await eventually(() => expect(consumer.waiting).toBe(1), PATIENCE);
    expect(await inDeadLetters('letter.handled')).toEqual([]);
    isMissing = false;
    await eventually(async () => expect(await inDeadLetters('letter.handled')).toHaveLength(1), PATIENCE);
    expect(await keys()).toEqual(['k0', 'k1', 'k2']);
  }, 60_000);

  it('that fails again becomes another dead letter, which knows the one before', async () => {
    await consumers();
    await trial.send(counted(3));
    const first = await oneLetter();
    expect(first.data).toMatchObject({ redrives: 0, previousLetterId: null });
    await redrive(first);
    const second = await oneLetter(2);
    expect(second.id).not.toBe(first.id);
    expect(second.data).toMatchObject({ redrives: 1, previousLetterId: first.id, origin: first.data.origin });
    await redrive(second);
    const third = await oneLetter(3);
    expect(third.data).toMatchObject({ redrives: 2, previousLetterId: second.id, origin: first.data.origin });
  }, 60_000);

  it('is what a consumer of raw messages saw in the stream, with its place there', async () => {
    const seen: Delivery[] = [];
    const definition: RawConsumer = {
      kind: 'raw',
      name: 'raw',
      sources: [
        { stream: 'TRIAL', subjects: [] },
        { stream: CORE_STREAMS.redrive, subjects: [redriveSubject(NAMESPACE, 'raw')] },
      ],
      handle: (_tx, batch) => {
        seen.push(...batch);
        if (seen.length === 1) throw new Permanent('not the first time');
        return Promise.resolve();
      },
    };
    const { dataSource, connection, outbox } = trial;
    const consumer = new BatchConsumer(definition, {
      announcer: { identity: IDENTITY, outbox },
      dataSource,
      connection,
      log: silentLog,
      now: IDENTITY.now,
      committed: () => undefined,
    });
    trial.relay().start();
    await consumer.start();
    await trial.send(counted(1));
    await redrive(await oneLetter());
    await eventually(() => expect(seen).toHaveLength(2), PATIENCE);
    await eventually(async () => expect(await inDeadLetters('letter.handled')).toHaveLength(1), PATIENCE);
    await consumer.stop();
    const placeOf = ({ stream, streamCreatedAt, sequence, subject, bytes }: Delivery) => {
      return { stream, streamCreatedAt, sequence, subject, text: Buffer.from(bytes).toString() };
    };
    expect(placeOf(seen[1]!)).toEqual(placeOf(seen[0]!));
    expect(seen[0]).toMatchObject({ stream: 'TRIAL', sequence: 1, subject: DESCRIPTION.subject });
  }, 60_000);
});
