import fc from 'fast-check';
import { MESSAGE_LIMIT } from './limits.js';
import { decodeAnswer, encodeAnswer, failureOf, roomIn, type AnswerMessage } from './wire.js';

const ROOM = 10_000;
const overTheWire = (answer: AnswerMessage, room = ROOM): AnswerMessage => {
  const { bytes, headers } = encodeAnswer(answer, room);
  return decodeAnswer({ data: bytes, headers });
};

describe('an answer', () => {
  it('comes over as it was, whatever JSON it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        // JSON has no negative zero.
        const body: unknown = JSON.parse(JSON.stringify(value));
        expect(overTheWire({ status: 'ok', body }, Number.MAX_SAFE_INTEGER)).toEqual({ status: 'ok', body });
      }),
    );
  });

  it('of nothing is null', () =>
    expect(overTheWire({ status: 'ok', body: undefined })).toEqual({ status: 'ok', body: null }));

  it.each<AnswerMessage>([
    { status: 'failed', body: { code: 'closed', message: 'no' } },
    { status: 'invalid', body: { faults: ['/a is bad'] } },
    { status: 'busy' },
    { status: 'expired' },
  ])('that is none comes over too: $status', (answer) => expect(overTheWire(answer)).toEqual(answer));

  it('that does not fit becomes a failure that says so', () => {
    expect(overTheWire({ status: 'ok', body: 'x'.repeat(ROOM) })).toMatchObject({
      status: 'failed',
      body: {
        code: 'answer-too-large',
        message: `the answer has ${ROOM + 2} bytes, the broker takes ${ROOM}: ask for less at a time`,
      },
    });
  });

  it('of an unknown kind is not taken for one', () => {
    expect(() => decodeAnswer({ data: new Uint8Array(), headers: undefined })).toThrow('an answer with the status ""');
  });
});

describe('what leaves the process of an error', () => {
  it.each([
    ['its code', Object.assign(new Error('no'), { code: 'closed' }), { code: 'closed', message: 'no' }],
    ['its name when it has no code', new TypeError('no'), { code: 'TypeError', message: 'no' }],
    ['its text when it is none', 'no', { code: 'error', message: 'no' }],
    ['something even of nothing', undefined, { code: 'error', message: 'undefined' }],
  ])('is %s', (_what, error, body) => expect(failureOf(error)).toEqual({ status: 'failed', body }));

  it('is bounded', () => {
    const { body } = failureOf(new Error('x'.repeat(10 * MESSAGE_LIMIT))) as { body: { message: string } };
    expect(body.message).toHaveLength(MESSAGE_LIMIT);
  });
});

it('leaves room for headers in a message, which the broker counts', () => {
  expect(roomIn({ max_payload: 8 * 1024 * 1024 })).toBeLessThan(8 * 1024 * 1024);
});
