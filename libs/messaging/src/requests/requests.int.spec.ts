import { headers as createHeaders } from '@nats-io/nats-core';
import { eventually } from '@vividwalls/testing';
import { connectBroker } from '../broker/connect.js';
import type { AnswerContext } from './answerers.js';
import { defineRequest } from './contract.js';
import { AnswerFailed, QuestionInvalid, RequestError, RequestTimedOut } from './request-errors.js';
import { add, addition, answering, startRequestTrial, type RequestTrial } from './testing/request-trial.js';
import type { Requests } from './requests.js';

let trial: RequestTrial;
let requests: Requests;
beforeAll(async () => {
  trial = await startRequestTrial();
});
beforeEach(async () => {
  // One for each test: what one test does to its circuit is no other's business.
  requests = await trial.asker();
});
afterEach(() => trial.stopAnswerers());
afterAll(() => trial.close());

const question = { a: 2, b: 3 };
/** A handler that ends only when its signal says so, and tells why. */
function untilAborted(): { handle: (question: unknown, context: AnswerContext) => Promise<never>; reasons: unknown[] } {
  const reasons: unknown[] = [];
  return {
    reasons,
    handle: (_question, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason);
          reject(signal.reason as Error);
        });
      }),
  };
}

/** A question that waits until it is given up. */
function patiently(asker: Requests): { giveUp(): Promise<unknown> } {
  const controller = new AbortController();
  const asked = asker.ask(addition, question, { deadlineMs: 30_000, signal: controller.signal });
  const outcome = asked.catch((error: unknown) => error);
  return { giveUp: () => (controller.abort(), outcome) };
}

describe('a question', () => {
  it('is answered, with what the asker said about it at the answerer’s hand', async () => {
    const seen: AnswerContext[] = [];
    const now = () => new Date('2026-01-01T00:00:00Z');
    const answer = (sum: typeof question, context: AnswerContext) => (seen.push(context), add(sum, context));
    await trial.answerer([answering(addition, answer)], { now });
    const asker = await trial.asker({ now });
    expect(await asker.ask(addition, question, { actor: 'user:7', deadlineMs: 1_500 })).toBe(5);
    expect(seen).toEqual([
      {
        actor: 'user:7',
        deadline: new Date('2026-01-01T00:00:01.500Z'),
        signal: expect.any(AbortSignal) as AbortSignal,
      },
    ]);
    expect(seen[0]!.signal.aborted).toBe(false);
  });

  it('fails at once when nobody listens', async () => {
    await expect(requests.ask(addition, question)).rejects.toMatchObject({ name: 'NoResponder', code: 'no-responder' });
  });

  it('fails at its deadline, and the handler is told', async () => {
    const { handle, reasons } = untilAborted();
    await trial.answerer([answering(addition, handle)]);
    const began = Date.now();
    await expect(requests.ask(addition, question, { deadlineMs: 150 })).rejects.toMatchObject({
      code: 'request-timed-out',
    });
    expect(Date.now() - began).toBeGreaterThanOrEqual(149);
    await eventually(() => reasons.length === 1);
    expect(reasons[0]).toBeInstanceOf(RequestTimedOut);
  });

  it('does not outlive what its asker is itself doing', async () => {
    await trial.answerer([answering(addition, untilAborted().handle)]);
    const asked = requests.ask(addition, question, { deadline: new Date(Date.now() + 100), deadlineMs: 20_000 });
    await expect(asked).rejects.toMatchObject({ code: 'request-timed-out' });
    const late = requests.ask(addition, question, { deadline: new Date(Date.now() - 1) });
    await expect(late).rejects.toThrow('not asked: the deadline has passed');
  });

  it('ignores an answer that comes late, and says how many did', async () => {
    const answers: ((answer: number) => void)[] = [];
    const connection = await trial.connection();
    connection.subscribe('trial.request.sums.numbers.add', {
      callback: (_error, message) => {
        const headers = createHeaders();
        headers.set('Answer-Status', 'ok');
        answers.push((answer) => connection.publish(message.reply!, String(answer), { headers }));
      },
    });
    await connection.flush();
    await expect(requests.ask(addition, question, { deadlineMs: 100 })).rejects.toThrow('no answer within 100 ms');
    const second = requests.ask(addition, question);
    await eventually(() => answers.length === 2);
    answers[0]!(111);
    answers[1]!(5);
    expect(await second).toBe(5);
    expect(requests.lateAnswers).toBe(1);
    await connection.close();
  });

  it('is not handled for an asker who has gone', async () => {
    let handled = 0;
    const now = () => new Date(Date.now() + 60_000);
    await trial.answerer([answering(addition, (sum, context) => ((handled += 1), add(sum, context)))], { now });
    await expect(requests.ask(addition, question)).rejects.toThrow('do the two clocks agree?');
    expect(handled).toBe(0);
  });

  it('that is not valid is refused with its faults, and not handled', async () => {
    let handled = 0;
    await trial.answerer([answering(addition, (sum, context) => ((handled += 1), add(sum, context)))]);
    const asked = requests.ask(addition, { a: 1 } as never, { fallback: 0 });
    await expect(asked).rejects.toMatchObject({ code: 'question-invalid', faults: ['/b must be a number'] });
    expect(handled).toBe(0);
  });

  it('that the broker would not take is not sent', async () => {
    const asked = requests.ask(addition, { ...question, note: 'x'.repeat(9_000_000) } as never);
    await expect(asked).rejects.toBeInstanceOf(QuestionInvalid);
  });

  it('is refused at once when the answerer has as many as it may', async () => {
    const server = await trial.answerer([answering(addition, untilAborted().handle)], { maxAnswering: 2 });
    const open = [1, 2].map(() => patiently(requests));
    await eventually(() => server.answering === 2);
    await expect(requests.ask(addition, question)).rejects.toMatchObject({
      code: 'too-many-requests',
      side: 'answerer',
    });
    expect(server.answering).toBe(2);
    // Whoever is done makes room.
    await open[0]!.giveUp();
    await eventually(() => server.answering === 1);
    const third = patiently(requests);
    await eventually(() => server.answering === 2);
    await Promise.all([open[1]!, third].map((one) => one.giveUp()));
  });

  it('is refused at once when its own process has as many open as it may', async () => {
    await trial.answerer([
      answering(addition, ({ a }) => (a === 0 ? Promise.resolve(0) : new Promise(() => undefined))),
    ]);
    const few = await trial.asker({ maxAsking: 1 });
    const open = patiently(few);
    await expect(few.ask(addition, question)).rejects.toMatchObject({ code: 'too-many-requests', side: 'asker' });
    await open.giveUp();
    expect(await few.ask(addition, { a: 0, b: 0 })).toBe(0);
  });

  it('fails when the connection is closed while it waits', async () => {
    await trial.answerer([answering(addition, untilAborted().handle)]);
    const connection = await trial.connection();
    const leaving = await trial.asker({ connection });
    const asked = leaving.ask(addition, question);
    await connection.flush();
    await connection.close();
    await expect(asked).rejects.toMatchObject({ code: 'broker-unavailable' });
    await expect(leaving.ask(addition, question)).rejects.toMatchObject({ code: 'broker-unavailable' });
  });
});

describe('an asker with few rights', () => {
  // A user of the broker who may say and hear nothing below `trial`, and in its own inbox hear, but not say.
  it.each([
    ['hear the answer', 'trial'],
    ['ask', '_INBOX_audit'],
  ])('hears at once that it may not %s', async (_what, namespace) => {
    const connection = await connectBroker({ url: trial.nats.userUrl('audit'), name: 'trial' });
    const limited = await trial.asker({ connection, namespace });
    const began = Date.now();
    const asked = limited.ask(addition, question, { deadlineMs: 20_000 });
    await expect(asked).rejects.toMatchObject({
      code: 'broker-unavailable',
      message: expect.stringContaining('Permissions Violation') as string,
    });
    expect(Date.now() - began).toBeLessThan(5_000);
    await connection.close();
  });
});

describe('a handler that fails', () => {
  it('gives its asker a code and a message, and keeps its stack', async () => {
    const failure = Object.assign(new Error('no such budget'), { code: 'budget-unknown' });
    await trial.answerer([answering(addition, () => Promise.reject(failure))]);
    const error = await requests.ask(addition, question).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(AnswerFailed);
    expect(error).toMatchObject({ answererCode: 'budget-unknown', answererMessage: 'no such budget' });
    expect((error as Error).message).not.toContain('request-trial');
  });

  it.each([
    ['that does not fit into a message', () => 'x'.repeat(9_000_000), 'answer-too-large'],
    ['that is no JSON', () => 1n, 'answer-not-json'],
  ])('so does one with an answer %s', async (_what, answer, answererCode) => {
    await trial.answerer([answering(addition, () => Promise.resolve(answer() as never))]);
    await expect(requests.ask(addition, question)).rejects.toMatchObject({ code: 'answer-failed', answererCode });
  });

  it('or answers with what was not agreed is not believed', async () => {
    await trial.answerer([answering(addition, () => Promise.resolve('five' as never))]);
    await expect(requests.ask(addition, question)).rejects.toMatchObject({
      code: 'answer-invalid',
      faults: ['/ must be a number'],
    });
  });
});

describe('a fallback', () => {
  it('holds when there is no answer', async () => {
    expect(await requests.ask(addition, question, { fallback: 0 })).toBe(0);
  });

  it('may look at the error, and may throw', async () => {
    const told: RequestError[] = [];
    const fallback = (error: RequestError): number => {
      told.push(error);
      if (told.length === 2) throw new Error('closed today');
      return -1;
    };
    expect(await requests.ask(addition, question, { fallback })).toBe(-1);
    expect(told[0]!.code).toBe('no-responder');
    await expect(requests.ask(addition, question, { fallback })).rejects.toThrow('closed today');
  });

  it('of money is a refusal: what cannot be asked is not spent', async () => {
    const authorise = defineRequest<{ amountMinor: string }, { allowed: boolean; reason: string }>({
      service: 'books',
      name: 'spend.authorise',
      deadlineMs: 200,
      faultsOf: () => [],
    });
    const decision = await requests.ask(
      authorise,
      { amountMinor: '100' },
      { fallback: ({ code }) => ({ allowed: false, reason: `the books cannot be asked: ${code}` }) },
    );
    expect(decision).toEqual({ allowed: false, reason: 'the books cannot be asked: no-responder' });
  });

  it('is not for an asker who cancels', async () => {
    const asked = requests.ask(addition, question, { fallback: 0, signal: AbortSignal.abort() });
    await expect(asked).rejects.toMatchObject({ code: 'request-cancelled' });
  });
});

describe('cancelling', () => {
  it('ends the call at once and aborts the handler, on whichever replica it runs, and no other', async () => {
    const both = [untilAborted(), untilAborted()];
    const servers = await Promise.all(both.map(({ handle }) => trial.answerer([answering(addition, handle)])));
    const running = () => servers.reduce((sum, server) => sum + server.answering, 0);
    const [one, other] = [patiently(requests), patiently(requests)];
    await eventually(() => running() === 2);
    expect(await one.giveUp()).toMatchObject({ code: 'request-cancelled' });
    await eventually(() => running() === 1);
    expect(both.flatMap(({ reasons }) => reasons)).toEqual([expect.objectContaining({ code: 'request-cancelled' })]);
    await other.giveUp();
  });

  it('does nothing to a question that is answered already', async () => {
    await trial.answerer([answering(addition, add)]);
    const controller = new AbortController();
    expect(await requests.ask(addition, question, { signal: controller.signal })).toBe(5);
    controller.abort();
    expect(await requests.ask(addition, question)).toBe(5);
  });
});

it('keeps what it may have open apart by contract', async () => {
  const other = defineRequest<object, number>({
    service: 'sums',
    name: 'numbers.other',
    deadlineMs: 5_000,
    faultsOf: () => [],
  });
  const answerers = [answering(addition, untilAborted().handle), answering(other, () => Promise.resolve(1))];
  const server = await trial.answerer(answerers, { maxAnswering: 1 });
  const few = await trial.asker({ maxAsking: 1 });
  const open = patiently(few);
  await eventually(() => server.answering === 1);
  expect(await few.ask(other, {})).toBe(1);
  await open.giveUp();
});
