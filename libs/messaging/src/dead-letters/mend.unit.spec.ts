import { LetterRefused } from './letter-refused.js';
import { LARGEST_MENDED_CHARACTERS, messageToSend, type LetterMessage, type Mending } from './mend.js';
import { failedEvent } from './testing/letter-samples.js';

const event = failedEvent('a', { amount: 1, note: 'first' });
const letter = (message: Partial<LetterMessage> = {}): LetterMessage => ({
  consumer: 'ledger',
  eventId: event.id,
  payload: Buffer.from(JSON.stringify(event)),
  encoding: 'utf8',
  ...message,
});
const rules = {
  verbatim: ['recorder'],
  faultsOf: (type: string, data: unknown) => [
    ...(type === event.type ? [] : [{ pointer: '', message: `is of the unknown type ${type}` }]),
    ...((data as { amount?: unknown }).amount === -1 ? [{ pointer: '/amount', message: 'must not be negative' }] : []),
  ],
};
const send = (mending: Mending, message: Partial<LetterMessage> = {}) => messageToSend(letter(message), mending, rules);
function refusal(mending: Mending, message: Partial<LetterMessage> = {}): LetterRefused {
  try {
    send(mending, message);
  } catch (error) {
    if (error instanceof LetterRefused) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

describe('a message that is sent as it was', () => {
  it('is the same to the byte', () => {
    const payload = Buffer.from('{ "odd" : 1.0,\n"é":"\\u0000" } ');
    expect(Buffer.from(send({}, { payload }))).toEqual(payload);
  });

  it.each([
    ['bytes that are no text', { payload: Buffer.from([0xff]), encoding: 'base64' as const }],
    ['text with a NUL, which no outbox holds', { payload: Buffer.from('a\0b') }],
    ['a message that was too large for its letter', { payload: Buffer.alloc(0) }],
  ])('cannot be %s', (_what, message) => expect(refusal({}, message).kind).toBe('unsendable'));
});

describe('a mended event', () => {
  it('has new data in the envelope it had', () => {
    expect(JSON.parse(send({ data: { amount: 2 } }))).toEqual({ ...event, data: { amount: 2 } });
  });

  it('may be a whole envelope, also where there was none', () => {
    const envelope = { ...event, data: { amount: 3 } };
    expect(JSON.parse(send({ envelope }))).toEqual(envelope);
    const broken = { payload: Buffer.from([0xff]), encoding: 'base64' as const, eventId: null };
    expect(JSON.parse(send({ envelope }, broken))).toEqual(envelope);
  });

  it.each([
    ['data that breaks the rules', { data: { amount: -1 } }, '/data/amount'],
    ['an envelope whose data breaks them', { envelope: { ...event, data: { amount: -1 } } }, '/envelope/data/amount'],
    ['a type that nobody knows', { envelope: { ...event, type: 'acme.else.v1' } }, '/envelope/data'],
    ['another event', { envelope: { ...event, id: 'another' } }, '/envelope/id'],
    ['an envelope without a source', { envelope: { ...event, source: undefined } }, '/envelope'],
    ['no envelope at all', { envelope: 7 }, '/envelope'],
    ['data and envelope at once', { data: {}, envelope: event }, '/data'],
    ['data of a book', { data: { note: 'x'.repeat(LARGEST_MENDED_CHARACTERS) } }, '/data'],
  ])('is refused with %s', (_what, mending, pointer) => {
    const { kind, faults } = refusal(mending);
    expect(kind).toBe('invalid');
    expect(faults.map((fault) => fault.pointer)).toEqual([pointer]);
  });

  it('needs a whole envelope when the message was none', () => {
    expect(refusal({ data: {} }, { payload: Buffer.from('oops') }).faults).toMatchObject([{ pointer: '/data' }]);
  });

  it('is not for a consumer that records messages as they are', () => {
    expect(refusal({ data: { amount: 2 } }, { consumer: 'recorder' }).kind).toBe('unsendable');
    expect(send({}, { consumer: 'recorder' })).toBe(JSON.stringify(event));
  });

  it('is checked with what it was before in view', () => {
    let seen: unknown;
    const faultsOf = (_type: string, _data: unknown, before: unknown) => ((seen = before), []);
    messageToSend(letter(), { data: { amount: 2 } }, { verbatim: [], faultsOf });
    expect(seen).toEqual(event.data);
  });
});
