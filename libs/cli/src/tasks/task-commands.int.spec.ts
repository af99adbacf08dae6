import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { TaskShown, TaskTimelineEntry } from '@vividwalls/contracts';
import type { Terminal } from '../terminal.js';
import { ownFolder } from '../testing/own-folder.js';
import { vwAgainstGateway, type Answers } from '../testing/vw-against-gateway.js';

const { gateway, vw, sent } = vwAgainstGateway();

const tasks = (args: readonly string[], answers?: Answers, given?: Partial<Terminal>) =>
  vw(['tasks', ...args], answers, given);

const LIST = 'GET /api/orchestration/tasks';
const NEW = 'POST /api/orchestration/tasks';
const ONE = '/api/orchestration/tasks/t1';

const task: TaskShown = {
  ...{ id: 't1', key: 'triage-1001', capability: 'order.triage', input: { orderId: '1001' }, context: {} },
  ...{ priority: 'high', subject: '77', requestedBy: 'user:owner', parentId: null, retryOf: null, mode: 'act' },
  ...{ shadowOf: null, test: false, state: 'running', waitsFor: null, waitsUntil: null, runAfter: 'now', dueAt: null },
  ...{ overdue: false, questions: [], agentId: 'orders-agent', personaId: 'orders-persona' },
  ...{ targetAgentId: 'orders-agent', migrationId: null, actsAs: 'target', stage: 'assigned', confidence: 0.91 },
  ...{ why: [{ criterion: 'capability', text: 'has order.triage' }], attempt: 1, tries: 1, spendState: 'none' },
  ...{ spendKey: null, reservedMinor: null, actualMinor: null, currency: null, tokens: null, approvedBy: null },
  ...{ approvalId: null, approvalKey: null },
  ...{ output: null, error: null, compensation: 'none', cancelRequested: false, createdAt: '2026-11-29T08:00:00Z' },
  ...{ startedAt: null, endedAt: null, correlationId: 'c1' },
};
const done: TaskShown = {
  ...{ ...task, state: 'succeeded', output: { verdict: 'print' }, endedAt: '2026-11-29T08:00:02Z' },
  ...{ spendState: 'settled', reservedMinor: '500', actualMinor: '430', currency: 'USD', tokens: 1_200 },
};
const failed: TaskShown = { ...task, state: 'failed', error: { code: 'executor_failed', message: 'no route to host' } };

describe('vw tasks list', () => {
  it('shows who is on what, and asks for what is wanted', async () => {
    const args = ['--state', 'running', '--agent', 'orders-agent', '--waits-for', 'person', '--overdue'];
    const late = { ...task, waitsFor: 'person', dueAt: '2026-11-29T07:00:00Z', overdue: true };
    const { code, out } = await tasks(['list', ...args, '--subject', '77', '--capability', 'order.triage'], {
      [LIST]: { json: { items: [late, failed] } },
    });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({
      ...{ state: 'running', agent: 'orders-agent', waitsFor: 'person', overdue: 'true' },
      ...{ subject: '77', capability: 'order.triage', limit: '50' },
    });
    expect(out).toContain(
      't1\t2026-11-29T08:00:00Z\trunning, waits for person\torder.triage\torders-agent as orders-persona\t77\thigh\t' +
        '2026-11-29T07:00:00Z OVERDUE\t',
    );
    expect(out).toContain('\tfailed\torder.triage\t');
    expect(out).toContain('executor_failed: no route to host');
  });

  it.each([
    [[], 'vw tasks run CAPABILITY'],
    [['--state', 'failed'], 'No tasks match.'],
    [['--overdue'], 'No task is overdue.'],
  ])('says what to do when there are none: %j', async (args, told) => {
    expect((await tasks(['list', ...args], { [LIST]: { json: { items: [] } } })).out).toContain(told);
  });
});

describe('vw tasks show', () => {
  const line = (seq: number, move: string, state: string, note: string): TaskTimelineEntry => ({
    ...{ seq, at: '2026-11-29T08:00:00Z', move, state, waitsFor: null, actor: null, note, facts: null },
  });
  const show = (shown: TaskShown, ...more: string[]) =>
    tasks(['show', 't1', ...more], {
      [`GET ${ONE}`]: { json: shown },
      [`GET ${ONE}/timeline`]: {
        json: { items: [line(1, 'queued', 'queued', 'asked for'), line(2, 'fall_back', 'queued', 'no answer')] },
      },
    });

  it('shows what it is, who did it and why, what it cost, and what happened', async () => {
    const { code, out } = await show(done);
    expect(code).toBe(0);
    expect(out).toMatch(/state +succeeded\n/);
    expect(out).toMatch(/by +orders-agent as orders-persona\n/);
    expect(out).toMatch(/chosen +91 % sure; has order.triage\n/);
    expect(out).toMatch(/money +5.00 USD were held, 4.30 USD spent, 1200 tokens, settled\n/);
    expect(out).toContain('"verdict": "print"');
    expect(out).toContain('2\t2026-11-29T08:00:00Z\tfall back\tqueued\t\tno answer');
  });

  it('gives it with its timeline as one document', async () => {
    expect(JSON.parse((await show(done, '--json')).out)).toMatchObject({
      id: 't1',
      timeline: [{ seq: 1 }, { seq: 2 }],
    });
  });

  it('says for whom a legacy agent acts, and beside whom one proposes', async () => {
    const legacy = { ...task, agentId: 'legacy-agent', personaId: null, migrationId: 'm1' };
    expect((await show(legacy)).out).toMatch(/instead of +orders-agent, by migration m1\n/);
    expect((await show({ ...task, mode: 'propose', shadowOf: 't0' })).out).toMatch(/proposes only, beside task t0\n/);
  });

  it('tells nobody’s cost as none, and one that is not known as it stands', async () => {
    expect((await show(task)).out).toMatch(/money +none asked for\n/);
    expect((await show({ ...task, spendState: 'asked' })).out).toMatch(/money +asked\n/);
  });

  it('ends with 5 when there is none', async () => {
    expect((await tasks(['show', 't9'])).code).toBe(5);
  });
});

describe('vw tasks run', () => {
  const folder = ownFolder('tasks');

  it('asks for a capability, about itself when it is about nothing else', async () => {
    const { code, out } = await tasks(['run', 'order.triage', '--input', '{"orderId":"1001"}'], {
      [NEW]: { json: task },
    });
    const { key, subject, ...rest } = sent();
    expect(key).toMatch(/^vw\/[0-9a-f-]{36}$/);
    expect(subject).toBe(key);
    expect(rest).toEqual({ capability: 'order.triage', input: { orderId: '1001' } });
    expect(code).toBe(0);
    expect(out).toContain('Task t1 is running, orders-agent as orders-persona.');
    expect(out).toContain('vw tasks show t1');
  });

  it('sends all that was said, the input from a file', async () => {
    await writeFile(join(folder(), 'input.json'), '{ "orderId": "1001" }');
    const more = ['--subject', '77', '--text', 'twelve prints', '--agent', 'orders-agent', '--priority', 'low'];
    const times = ['--run-after', '2026-12-01T08:00:00Z', '--due', '2026-12-02T08:00:00Z'];
    const args = ['run', '--input', '@input.json', ...more, ...times, '--task-key', 'triage-1001'];
    await tasks(args, { [NEW]: { json: task } }, { cwd: folder() });
    expect(sent()).toEqual({
      ...{ key: 'triage-1001', input: { orderId: '1001' }, subject: '77', context: { text: 'twelve prints' } },
      ...{ agentId: 'orders-agent', priority: 'low' },
      ...{ runAfter: '2026-12-01T08:00:00.000Z', dueAt: '2026-12-02T08:00:00.000Z' },
    });
  });

  it.each([
    ['no JSON', ['order.triage', '--input', '{orderId}']],
    ['a list', ['order.triage', '--input', '[]']],
    ['a file that is not there', ['order.triage', '--input', '@nowhere.json']],
    ['neither words nor a capability', []],
    ['a time that is none', ['order.triage', '--due', 'soon']],
    ['an unknown priority', ['order.triage', '--priority', 'urgent']],
  ])('does not ask with %s', async (_what, args) => {
    expect((await tasks(['run', ...args])).code).toBe(2);
    expect(gateway.seen).toEqual([]);
  });

  it.each([
    ['succeeded', done, 0, '{"verdict":"print"}'],
    ['failed', failed, 1, 'executor_failed: no route to host'],
    ['awaiting approval', { ...task, state: 'awaiting_approval', approvalId: 'a1' }, 1, 'vw approvals show a1'],
    [
      'waits for an approval of its own',
      { ...task, waitsFor: 'approval', approvalId: 'a1' },
      1,
      'vw approvals show a1',
    ],
    ['asks', { ...task, state: 'queued', waitsFor: 'clarification', questions: ['Which order?'] }, 1, 'Which order?'],
    ['waits for a person', { ...task, waitsFor: 'person' }, 1, 'vw tasks answer t1 --output JSON'],
    ['waits for money', { ...task, state: 'queued', waitsFor: 'budget', spendKey: 's1' }, 1, 'spend approve s1'],
  ])('waits until it %s', async (_what, end, exitCode, told) => {
    let looks = 0;
    const { code, out } = await tasks(['run', 'order.triage', '--wait'], {
      [NEW]: { json: { ...task, state: 'queued' } },
      [`GET ${ONE}`]: () => ({ json: (looks += 1) < 2 ? task : end }),
    });
    expect(code).toBe(exitCode);
    expect(looks).toBe(2);
    expect(out).toContain(told);
  });

  it('goes on when nobody looks any more', async () => {
    const stop = new AbortController();
    const { code, err } = await tasks(
      ['run', 'order.triage', '--wait'],
      {
        [NEW]: { json: task },
        [`GET ${ONE}`]: () => (stop.abort(new Error('enough')), { json: task }),
      },
      { signal: stop.signal },
    );
    expect(code).toBe(130);
    expect(err).toContain('The task goes on.');
  });

  it('tells every fault of the input', async () => {
    const { code, err } = await tasks(['run', 'order.triage'], {
      [NEW]: { status: 422, json: { title: 'Not acceptable', detail: '/input/orderId must be text' } },
    });
    expect(code).toBe(2);
    expect(err).toContain('/input/orderId must be text');
  });
});

describe('what people say about tasks', () => {
  const why = ['--reason', 'the customer asked for it'];

  it('cancel', async () => {
    const { code } = await tasks(['cancel', 't1', ...why], { [`POST ${ONE}/cancel`]: { json: task } });
    expect(code).toBe(0);
    expect(sent()).toEqual({ reason: why[1] });
    expect((await tasks(['cancel', 't1'])).code).toBe(2);
  });

  it.each([
    [403, 4, 'The key has not the scope.'],
    [409, 1, "It can't be done: it has ended: succeeded."],
    [404, 5, 'There is no task t1.'],
  ])('an answer of %i ends with %i and says why', async (status, exitCode, detail) => {
    const { code, err } = await tasks(['cancel', 't1', ...why], {
      [`POST ${ONE}/cancel`]: { status, json: { title: 'No', detail } },
    });
    expect(code).toBe(exitCode);
    expect(err).toContain(detail);
  });

  it('retries once, as a new task', async () => {
    const again = { ...task, id: 't2', retryOf: 't1', state: 'queued' };
    const { out } = await tasks(['retry', 't1'], { [`POST ${ONE}/retry`]: { json: again } });
    expect(gateway.seen[0]!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
    expect(out).toContain('vw tasks show t2');
  });

  const asking = { ...task, state: 'queued', waitsFor: 'clarification', questions: ['Which order?', 'Which size?'] };

  it('answers questions in their order', async () => {
    const { code } = await tasks(['answer', 't1', '1001', '24x36'], {
      [`GET ${ONE}`]: { json: asking },
      [`POST ${ONE}/answer`]: { json: task },
    });
    expect(code).toBe(0);
    expect(sent()).toEqual({ clarifications: { 'Which order?': '1001', 'Which size?': '24x36' } });
  });

  it('gives what a person has done', async () => {
    await tasks(['answer', 't1', '--output', '{"approved":true}'], { [`POST ${ONE}/answer`]: { json: done } });
    expect(sent()).toEqual({ output: { approved: true } });
  });

  it.each([
    ['neither', asking, [], 2, 'Give answers to its questions'],
    ['both', asking, ['1001', '--output', '{}'], 2, 'Give answers to its questions'],
    ['more than was asked', asking, ['a', 'b', 'c'], 2, '3 answers to 2 questions'],
    ['what nobody asked', task, ['1001'], 1, 'Nothing is asked.'],
  ])('does not answer with %s', async (_what, now, args, exitCode, told) => {
    const { code, err } = await tasks(['answer', 't1', ...args], { [`GET ${ONE}`]: { json: now } });
    expect(code).toBe(exitCode);
    expect(err).toContain(told);
    expect(gateway.seen.filter(({ method }) => method === 'POST')).toEqual([]);
  });
});

describe('vw tasks queue', () => {
  const queue = (json: object) => tasks(['queue'], { 'GET /api/orchestration/queue': { json } });

  it('counts by state and by what is waited for', async () => {
    const { code, out } = await queue({
      places: [
        { state: 'queued', waitsFor: null, count: 3, oldestAgeMs: 65_000 },
        { state: 'running', waitsFor: 'person', count: 1, oldestAgeMs: 90_000_000 },
      ],
      ...{ open: 4, ready: 2, oldestReadyAgeMs: 1_500, overdue: 1 },
    });
    expect(code).toBe(0);
    expect(out).toContain('queued\t3\t1 min');
    expect(out).toContain('running, waits for person\t1\t1 d');
    expect(out).toContain('4 open, 2 ready to be taken, the oldest for 1 s');
    expect(out).toContain('1 overdue: vw tasks list --overdue');
  });

  it('is content when nothing is open', async () => {
    const { out } = await queue({ places: [], open: 0, ready: 0, oldestReadyAgeMs: null, overdue: 0 });
    expect(out).toBe('Nothing is open: every task has ended.\n');
  });
});
