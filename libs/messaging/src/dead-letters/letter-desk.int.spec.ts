import { createHash } from 'node:crypto';
import { REDRIVE_HEADERS } from '../redrive/redrive-message.js';
import { STUCK_AFTER_MS } from './letter-progress.js';
import { startDesk, type DeskTrial } from './testing/desk-trial.js';
import { deadLettered, failedEvent, handled, idOf } from './testing/letter-samples.js';

const NOON = new Date('2026-03-01T12:00:00.000Z');
const ORDER = { actor: 'user:ann', reason: 'the account exists now' };

describe('the dead-letter desk', () => {
  let trial: DeskTrial;
  beforeAll(async () => {
    trial = await startDesk('letter_desk', {
      verbatim: ['recorder'],
      faultsOf: (_type, data) =>
        (data as { amount?: unknown }).amount === -1 ? [{ pointer: '/amount', message: 'must not be negative' }] : [],
    });
  });
  afterAll(() => trial?.close());
  beforeEach(async () => {
    trial.setNow(NOON);
    await trial.empty();
    await trial.apply(deadLettered('a'));
  });

  const redrive = (name: string, order: object = {}) =>
    trial.transact((tx) => trial.desk.redrive(tx, idOf(name), { ...ORDER, ...order }));
  const discard = (name: string) => trial.transact((tx) => trial.desk.discard(tx, idOf(name), ORDER));

  it('sends a letter to the one consumer that failed, as it was, and tells who did it and why', async () => {
    await redrive('a');
    const payload = JSON.stringify(failedEvent('a'));
    const [message, event] = await trial.sent();
    expect(message).toEqual({
      messageId: `${idOf('a')}.1`,
      subject: 'acme.redrive.ledger',
      payload,
      headers: {
        [REDRIVE_HEADERS.letter]: idOf('a'),
        [REDRIVE_HEADERS.count]: '1',
        [REDRIVE_HEADERS.stream]: 'LEDGER',
        [REDRIVE_HEADERS.streamCreatedAt]: '2026-01-01T00:00:00Z',
        [REDRIVE_HEADERS.sequence]: '7',
        [REDRIVE_HEADERS.subject]: 'acme.ledger.entry.booked',
      },
    });
    expect(event!.subject).toBe('acme.dlq.letter.redriven');
    expect(JSON.parse(event!.payload)).toMatchObject({
      subject: idOf('a'),
      actor: 'user:ann',
      correlationid: 'cause',
      data: {
        letterId: idOf('a'),
        consumer: 'ledger',
        reason: 'the account exists now',
        edited: false,
        payloadSha256: createHash('sha256').update(payload).digest('hex'),
        count: 1,
        jobId: null,
      },
    });
    expect(await trial.letter(idOf('a'))).toMatchObject({
      state: 'redriving',
      lastAct: { kind: 'redriven', at: NOON.toISOString(), by: 'user:ann', edited: false },
    });
  });

  it('writes nothing when the transaction fails afterwards', async () => {
    const failing = trial.transact(async (tx) => {
      await trial.desk.redrive(tx, idOf('a'), ORDER);
      throw new Error('the process dies here');
    });
    await expect(failing).rejects.toThrow('dies here');
    expect(await trial.sent()).toEqual([]);
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'open', lastAct: null });
  });

  it('sends mended data in the old envelope, and says that it was mended', async () => {
    await redrive('a', { data: { amount: 2 } });
    const [message, event] = await trial.sent();
    expect(JSON.parse(message!.payload)).toEqual({ ...failedEvent('a'), data: { amount: 2 } });
    expect(JSON.parse(event!.payload)).toMatchObject({
      data: { edited: true, payloadSha256: createHash('sha256').update(message!.payload).digest('hex') },
    });
    expect(await trial.letter(idOf('a'))).toMatchObject({
      lastAct: { edited: true },
      payload: JSON.stringify(failedEvent('a')),
    });
  });

  it('names every fault of mended data and sends nothing', async () => {
    await expect(redrive('a', { data: { amount: -1 } })).rejects.toMatchObject({
      kind: 'invalid',
      faults: [{ pointer: '/data/amount', message: 'must not be negative' }],
    });
    expect(await trial.sent()).toEqual([]);
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'open' });
  });

  it('discards a letter for good, with a reason', async () => {
    await discard('a');
    expect(await trial.told()).toMatchObject([
      { type: 'acme.dlq.letter.discarded.v1', actor: 'user:ann', data: { letterId: idOf('a'), reason: ORDER.reason } },
    ]);
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'discarded' });
    await expect(redrive('a')).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('user:ann'),
    });
  });

  it('refuses a letter that it does not know, or of which only the outcome is known', async () => {
    await trial.apply(handled('early', 1));
    for (const name of ['nobody', 'early']) await expect(redrive(name)).rejects.toMatchObject({ kind: 'unknown' });
  });

  it('lets one of two operators have a letter', async () => {
    const outcomes = await Promise.allSettled([redrive('a'), discard('a'), redrive('a'), discard('a')]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const lost = outcomes.filter((one) => one.status === 'rejected');
    for (const { reason } of lost) expect(reason).toMatchObject({ kind: 'conflict' });
    expect(await trial.told()).toHaveLength(1);
  });

  it('counts on when a letter failed again, and points from the old one to the new', async () => {
    await redrive('a');
    await trial.apply(deadLettered('a2', { redrives: 1, previousLetterId: idOf('a') }, 60_000));
    await expect(redrive('a')).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining(idOf('a2')),
    });
    await redrive('a2');
    const messages = (await trial.sent()).filter(({ subject }) => subject === 'acme.redrive.ledger');
    expect(messages.map(({ messageId }) => messageId)).toEqual([`${idOf('a')}.1`, `${idOf('a2')}.2`]);
  });

  it('lets an operator act again on a redrive that led to nothing, under the same message id', async () => {
    await redrive('a');
    await expect(redrive('a')).rejects.toMatchObject({ kind: 'conflict' });
    trial.setNow(new Date(NOON.getTime() + STUCK_AFTER_MS));
    await redrive('a');
    const ids = (await trial.sent()).map(({ messageId }) => messageId).filter((id) => id.startsWith(idOf('a')));
    expect(ids).toEqual([`${idOf('a')}.1`, `${idOf('a')}.1`]);
    trial.setNow(new Date(NOON.getTime() + 2 * STUCK_AFTER_MS));
    await discard('a');
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'discarded' });
  });

  it('ends in the same rows when it is rebuilt from the events it told', async () => {
    await trial.apply(deadLettered('b'), deadLettered('c'));
    await redrive('a');
    await redrive('b', { data: { amount: 3 } });
    await discard('c');
    const rows = () => trial.dataSource.query<object[]>('SELECT * FROM dead_letters ORDER BY id');
    const [before, told] = [await rows(), await trial.told()];
    await trial.dataSource.query('DELETE FROM dead_letters');
    await trial.apply(...told, deadLettered('a'), deadLettered('b'), deadLettered('c'));
    expect(await rows()).toEqual(before);
    await trial.apply(...told);
    expect(await rows()).toEqual(before);
  });
});
