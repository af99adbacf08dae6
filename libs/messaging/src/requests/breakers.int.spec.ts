import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagingLog } from '../log.js';
import { silentLog } from '../log.js';
import { add, addition, answering, startRequestTrial, type RequestTrial } from './testing/request-trial.js';

const HALF_OPENS_AFTER_MS = 300;
const breaker = { opensAfterFailures: 3, halfOpensAfterMs: HALF_OPENS_AFTER_MS };
const question = { a: 2, b: 3 };
const STATE = 'sums/numbers.add';

let trial: RequestTrial;
beforeAll(async () => {
  trial = await startRequestTrial();
});
afterEach(() => trial.stopAnswerers());
afterAll(() => trial.close());

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: { code: string }) => error.code,
  );

describe('a circuit', () => {
  it('opens after failures in a row, lets one question try after a while, and closes when it is answered', async () => {
    const changes: unknown[] = [];
    const log: MessagingLog = { ...silentLog, warn: (_message, details) => void changes.push(details?.['state']) };
    const requests = await trial.asker({ breaker, log });
    for (let failure = 0; failure < 3; failure += 1) {
      expect(await codeOf(requests.ask(addition, question))).toBe('no-responder');
    }
    expect(requests.breakerStates()).toEqual({ [STATE]: 'open' });
    await trial.answerer([answering(addition, add)]);
    expect(await codeOf(requests.ask(addition, question))).toBe('circuit-open');
    await sleep(HALF_OPENS_AFTER_MS);
    expect(await requests.ask(addition, question)).toBe(5);
    expect(requests.breakerStates()).toEqual({ [STATE]: 'closed' });
    expect(changes).toEqual(['open', 'half-open', 'closed']);
  });

  it('opens again when the one that tries fails, and refuses the others meanwhile', async () => {
    const requests = await trial.asker({ breaker });
    await trial.answerer([answering(addition, () => new Promise(() => undefined))]);
    const patience = { deadlineMs: 50 };
    for (let failure = 0; failure < 3; failure += 1) {
      expect(await codeOf(requests.ask(addition, question, patience))).toBe('request-timed-out');
    }
    await sleep(HALF_OPENS_AFTER_MS);
    const inOrder: string[] = [];
    const settles = async (asked: Promise<unknown>) => void inOrder.push(await codeOf(asked));
    const probe = settles(requests.ask(addition, question, { deadlineMs: 300 }));
    expect(requests.breakerStates()).toEqual({ [STATE]: 'half-open' });
    await Promise.all([probe, settles(requests.ask(addition, question))]);
    expect(inOrder).toEqual(['circuit-open', 'request-timed-out']);
    expect(requests.breakerStates()).toEqual({ [STATE]: 'open' });
    expect(await codeOf(requests.ask(addition, question))).toBe('circuit-open');
  });

  it('stays open when the one that tries is given up, which says nothing', async () => {
    const requests = await trial.asker({ breaker });
    for (let failure = 0; failure < 3; failure += 1) await codeOf(requests.ask(addition, question));
    await trial.answerer([answering(addition, () => new Promise(() => undefined))]);
    await sleep(HALF_OPENS_AFTER_MS);
    expect(await codeOf(requests.ask(addition, question, { signal: AbortSignal.timeout(30) }))).toBe(
      'request-cancelled',
    );
    expect(requests.breakerStates()).toEqual({ [STATE]: 'open' });
  });

  it('is not opened by askers who must themselves be done, and do not wait', async () => {
    const requests = await trial.asker({ breaker });
    await trial.answerer([answering(addition, () => new Promise(() => undefined))]);
    for (let time = 0; time < 5; time += 1) {
      const asked = requests.ask(addition, question, { deadline: new Date(Date.now() + 30) });
      expect(await codeOf(asked)).toBe('request-timed-out');
    }
    expect(requests.breakerStates()).toEqual({ [STATE]: 'closed' });
  });

  it('is not opened by answers, whatever they say', async () => {
    const requests = await trial.asker({ breaker });
    await trial.answerer([
      answering(addition, ({ a }) => (a < 0 ? Promise.reject(new Error('no')) : Promise.resolve(a))),
    ]);
    for (let time = 0; time < 5; time += 1) {
      expect(await codeOf(requests.ask(addition, { a: -1, b: 0 }))).toBe('answer-failed');
      expect(await codeOf(requests.ask(addition, {} as never))).toBe('question-invalid');
    }
    expect(requests.breakerStates()).toEqual({ [STATE]: 'closed' });
  });

  it('counts failures in a row: a refusal between them is a sign of life', async () => {
    const requests = await trial.asker({ breaker });
    await trial.answerer([
      answering(addition, ({ a }) => (a < 0 ? Promise.reject(new Error('no')) : new Promise(() => undefined))),
    ]);
    for (const a of [1, 1, -1, 1, 1])
      await codeOf(requests.ask(addition, { a, b: 0 }, a < 0 ? {} : { deadlineMs: 40 }));
    expect(requests.breakerStates()).toEqual({ [STATE]: 'closed' });
    await codeOf(requests.ask(addition, question, { deadlineMs: 40 }));
    expect(requests.breakerStates()).toEqual({ [STATE]: 'open' });
  });

  it('leaves room for the fallback', async () => {
    const requests = await trial.asker({ breaker });
    const codes: string[] = [];
    const fallback = ({ code }: { code: string }): number => (codes.push(code), 0);
    for (let time = 0; time < 4; time += 1) expect(await requests.ask(addition, question, { fallback })).toBe(0);
    expect(codes).toEqual(['no-responder', 'no-responder', 'no-responder', 'circuit-open']);
  });
});
