import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '@vividwalls/testing';
import { connectBroker } from '../broker/connect.js';
import { silentLog } from '../log.js';
import { defineRequest } from './contract.js';
import { RequestServer } from './request-server.js';
import type { Requests } from './requests.js';
import { add, addition, answering, startRequestTrial, type RequestTrial } from './testing/request-trial.js';

let trial: RequestTrial;
let requests: Requests;
beforeAll(async () => {
  trial = await startRequestTrial();
});
beforeEach(async () => {
  requests = await trial.asker();
});
afterEach(() => trial.stopAnswerers());
afterAll(() => trial.close());

const question = { a: 2, b: 3 };

describe('replicas', () => {
  it('share the questions, each of which is handled once', async () => {
    const handled = [0, 0];
    await Promise.all(
      handled.map((_, replica) =>
        trial.answerer([answering(addition, (sum, context) => ((handled[replica]! += 1), add(sum, context)))]),
      ),
    );
    const answers = await Promise.all(Array.from({ length: 60 }, (_, n) => requests.ask(addition, { a: n, b: 1 })));
    expect(answers).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
    expect(handled[0]! + handled[1]!).toBe(60);
    expect(Math.min(...handled)).toBeGreaterThan(0);
  });

  it('take over from one that stops', async () => {
    const leaving = await trial.answerer([answering(addition, add)]);
    await trial.answerer([answering(addition, add)]);
    const asked = Array.from({ length: 40 }, (_, n) => requests.ask(addition, { a: n, b: 0 }));
    await leaving.stop();
    const later = Array.from({ length: 10 }, (_, n) => requests.ask(addition, { a: n, b: 0 }));
    await expect(Promise.all([...asked, ...later])).resolves.toHaveLength(50);
  });
});

describe('stopping', () => {
  it('takes no more questions, and finishes what runs', async () => {
    const server = await trial.answerer([
      answering(addition, (sum, context) => sleep(200).then(() => add(sum, context))),
    ]);
    const inOrder: string[] = [];
    const running = requests.ask(addition, question).finally(() => inOrder.push('answered'));
    await eventually(() => server.answering === 1);
    const stopped = server.stop().then(() => inOrder.push(`stopped, ${server.answering} running`));
    await eventually(async () => {
      const error = await requests.ask(addition, question).catch((caught: unknown) => caught);
      expect(error).toMatchObject({ code: 'no-responder' });
    });
    expect(await running).toBe(5);
    await stopped;
    expect(inOrder).toContain('stopped, 0 running');
  });

  it('aborts what is not done in time, whose asker is told', async () => {
    const server = await trial.answerer([
      answering(addition, (_sum, { signal }) => sleep(10_000, undefined, { signal }).then(() => 0)),
    ]);
    const running = requests.ask(addition, question, { deadlineMs: 10_000 });
    running.catch(() => undefined);
    await eventually(() => server.answering === 1);
    await server.stop(50);
    await expect(running).rejects.toMatchObject({ code: 'answer-failed', answererCode: 'ABORT_ERR' });
  });

  it('does not wait for ever for a handler that ignores its signal', async () => {
    const server = await trial.answerer([answering(addition, () => new Promise(() => undefined))]);
    void requests.ask(addition, question, { deadlineMs: 1_000 }).catch(() => undefined);
    await eventually(() => server.answering === 1);
    const began = Date.now();
    await server.stop(10);
    expect(Date.now() - began).toBeLessThan(2_000);
  });
});

describe('starting', () => {
  it('fails with every fault of the answerers', async () => {
    const foreign = defineRequest({ service: 'books', name: 'spend.authorise', deadlineMs: 100, faultsOf: () => [] });
    const start = trial.answerer([
      answering(addition, add),
      answering(addition, add),
      answering(foreign, () => Promise.resolve(null)),
    ]);
    await expect(start).rejects.toThrow(/sums\/numbers.add is answered by both .*\n.*books\/spend.authorise/);
  });

  it('fails when the broker does not let this user listen', async () => {
    const connection = await connectBroker({ url: trial.nats.userUrl('audit'), name: 'trial' });
    const server = new RequestServer({ namespace: 'trial', service: 'sums', connection, log: silentLog });
    await expect(server.start([answering(addition, add)])).rejects.toThrow(
      /sums cannot answer: .*Permissions Violation/,
    );
    await connection.close();
  });
});

describe('a question of somebody who means ill', () => {
  it('is not answered on a subject that is no address for answers', async () => {
    let handled = 0;
    await trial.answerer([answering(addition, (sum, context) => ((handled += 1), add(sum, context)))]);
    const connection = await trial.connection();
    const elsewhere: string[] = [];
    connection.subscribe('trial.facts.>', { callback: (_error, message) => void elsewhere.push(message.subject) });
    await connection.flush();
    connection.publish('trial.request.sums.numbers.add', JSON.stringify(question), { reply: 'trial.facts.forged' });
    connection.publish('trial.request.sums.numbers.add', JSON.stringify(question));
    expect(await requests.ask(addition, question)).toBe(5);
    expect(elsewhere).toEqual([]);
    expect(handled).toBe(1);
  });

  it('is told that it needs a deadline', async () => {
    await trial.answerer([answering(addition, add)]);
    const connection = await trial.connection();
    const answers: string[] = [];
    connection.subscribe('trial.answer.raw.>', { callback: (_error, message) => void answers.push(message.string()) });
    await connection.flush();
    connection.publish('trial.request.sums.numbers.add', JSON.stringify(question), { reply: 'trial.answer.raw.a.b' });
    await eventually(() => answers.length === 1);
    expect(JSON.parse(answers[0]!)).toEqual({ faults: ['the header Request-Deadline must be ms since 1970'] });
  });
});
