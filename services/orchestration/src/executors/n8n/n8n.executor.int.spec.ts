import { SystemClock } from '@vividwalls/platform';
import { Webhook } from 'standardwebhooks';
import { OrchestrationConfig } from '../../orchestration.config.js';
import type { Priority } from '../../tasks/task.js';
import type { ExecutionRequest } from '../executor.js';
import { asFailed } from '../outcome.js';
import { json, startLocalServer, type Answering, type LocalServer } from '../testing/local-server.js';
import { aCapability, anAgent, aRequest, failureOf, outputOf } from '../testing/requests.js';
import { ANSWER_BYTES_MAX } from '@vividwalls/webhooks';
import { N8nExecutor } from './n8n.executor.js';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two bytes ....').toString('base64')}`;
const signal = new AbortController().signal;
const worked: Answering = (_call, response) =>
  json(response, 200, { output: { ok: true }, cost: { minor: '12', tokens: 340 } });

let n8n: LocalServer;
const executors: N8nExecutor[] = [];
beforeEach(async () => {
  n8n = await startLocalServer(worked);
});
afterEach(async () => {
  await n8n.stop();
  for (const executor of executors.splice(0)) await executor.onModuleDestroy();
});

/** With times for an acknowledgement that a spec can wait for. */
class Impatient extends N8nExecutor {
  protected override readonly acknowledgementMs: Readonly<Record<Priority, number>> = {
    high: 1_500,
    medium: 1_600,
    low: 1_700,
  };
}

const here = () => [`127.0.0.1:${n8n.port}`];

function calling(hosts = here(), secret = SECRET, Kind: typeof N8nExecutor = N8nExecutor): N8nExecutor {
  const config = { ...new OrchestrationConfig(), ORCHESTRATION_N8N_HOSTS: hosts, ORCHESTRATION_N8N_SECRET: secret };
  const executor = new Kind(config as OrchestrationConfig, new SystemClock());
  executors.push(executor);
  return executor;
}

function task(given: Partial<ExecutionRequest> = {}, settings: object = {}): ExecutionRequest {
  const agent = anAgent({ executor: { kind: 'n8n', settings: { url: `${n8n.url}/webhook/support`, ...settings } } });
  return aRequest({ agent, capability: aCapability(), input: { text: 'hi' }, ...given });
}
const failing = async (request = task(), executor = calling()) =>
  failureOf(await executor.execute(request, signal).catch(asFailed));

describe('a call of a workflow', () => {
  it('is signed so that the standard’s own library accepts it, and names the task and its trace', async () => {
    const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    const request = task({ traceparent });
    const outcome = await calling().execute(request, signal);
    expect(outcome).toEqual({ kind: 'succeeded', output: { ok: true }, cost: { minor: 12n, tokens: 340 } });
    const [{ headers, body, path }] = n8n.calls as [LocalServer['calls'][number]];
    const told = new Webhook(SECRET).verify(body, headers as Record<string, string>);
    expect(told).toMatchObject({
      ...{ trigger: 'task', agent_id: 'support-agent', action_type: 'support.triage', data: { input: { text: 'hi' } } },
      metadata: { task_id: request.taskId, execution_id: request.idempotencyKey, mode: 'act', priority: 'high' },
    });
    expect(path).toBe('/webhook/support');
    expect(headers).toMatchObject({
      traceparent,
      'idempotency-key': request.idempotencyKey,
      'webhook-id': request.idempotencyKey,
    });
  });

  it.each<[string, Answering]>([
    ['202', (_call, response) => void response.writeHead(202).end()],
    ['n8n’s “Workflow was started”', (_call, response) => json(response, 200, { message: 'Workflow was started' })],
  ])('answered with %s waits for the report until the deadline', async (_what, answer) => {
    n8n.answer = answer;
    const request = task();
    expect(await calling().execute(request, signal)).toEqual({
      kind: 'waiting',
      for: 'callback',
      until: request.deadline,
      cost: {},
    });
  });

  it('takes the item of a list, as a last node answers', async () => {
    n8n.answer = (_call, response) => json(response, 200, [{ output: 7 }]);
    expect(outputOf(await calling().execute(task(), signal))).toBe(7);
  });
});

describe('a workflow that is not there yet', () => {
  it('is knocked at again when it says 404 right after a deploy, under the same id', async () => {
    n8n.answer = (call, response, n) => (n < 3 ? json(response, 404, {}) : worked(call, response, n));
    expect(outputOf(await calling().execute(task(), signal))).toEqual({ ok: true });
    expect(new Set(n8n.calls.map(({ headers }) => headers['webhook-id']))).toHaveProperty('size', 1);
    expect(n8n.calls).toHaveLength(3);
  });

  it('is knocked at again when nobody listens', async () => {
    const { port } = n8n;
    const request = task();
    await n8n.stop();
    const outcome = calling([`127.0.0.1:${port}`]).execute(request, signal);
    setTimeout(() => void startLocalServer(worked, port).then((server) => (n8n = server)), 150);
    expect(outputOf(await outcome)).toEqual({ ok: true });
  });

  it('fails when the time for an acknowledgement is over', async () => {
    n8n.answer = (_call, response) => json(response, 404, {});
    const impatient = calling(here(), SECRET, Impatient);
    expect(await failing(task(), impatient)).toMatchObject({ code: 'no_acknowledgement', retryable: true });
    expect(n8n.calls.length).toBeGreaterThan(1);
  });

  it('fails when it takes the call and says nothing', async () => {
    n8n.answer = () => {};
    const message = 'no acknowledgement within 1500 ms';
    const impatient = calling(here(), SECRET, Impatient);
    expect(await failing(task(), impatient)).toMatchObject({ code: 'no_acknowledgement', message });
    expect(n8n.calls).toHaveLength(1);
  });
});

describe('an answer that is none', () => {
  it.each([
    [400, 'refused', false],
    [401, 'refused', false],
    [413, 'refused', false],
    [429, 'executor_failed', true],
    [500, 'executor_failed', true],
    [503, 'executor_failed', true],
  ])('%i is %s', async (status, code, retryable) => {
    n8n.answer = (_call, response) => json(response, status, {}, { 'retry-after': '7' });
    expect(await failing()).toMatchObject({ code, retryable, ...(retryable && { retryAfterMs: 7_000 }) });
    expect(n8n.calls).toHaveLength(1);
  });

  it('does not lead anywhere else', async () => {
    n8n.answer = (_call, response) => void response.writeHead(307, { location: `${n8n.url}/elsewhere` }).end();
    expect(await failing()).toMatchObject({ code: 'redirected', retryable: false });
    expect(n8n.calls).toHaveLength(1);
  });

  it.each(['', 'ok', '[]', '{"result":1}', '[{"output":1},{"output":2}]'])('“%s” is bad output', async (text) => {
    n8n.answer = (_call, response) => void response.writeHead(200).end(text);
    expect(await failing()).toMatchObject({ code: 'bad_output' });
  });

  it('is not read beyond a megabyte', async () => {
    n8n.answer = (_call, response) => void response.writeHead(200).end('x'.repeat(ANSWER_BYTES_MAX + 1));
    expect(await failing()).toMatchObject({ code: 'bad_output', message: 'the answer is too long' });
  });
});

describe('where a call may go', () => {
  it.each<[string, () => string[], string]>([
    ['nowhere by default', () => [], 'is not in ORCHESTRATION_N8N_HOSTS'],
    ['not to another port', () => ['127.0.0.1:1'], 'is not in ORCHESTRATION_N8N_HOSTS'],
  ])('%s', async (_what, hosts, message) => {
    const outcome = await failing(task(), calling(hosts()));
    expect(outcome).toMatchObject({ code: 'refused_address', retryable: false });
    expect(outcome.message).toContain(message);
    expect(n8n.calls).toHaveLength(0);
  });

  it('not to a listed name that leads to a private address, unless that range is listed', async () => {
    const named = task({}, { url: `http://localhost:${n8n.port}/webhook/x` });
    const host = `localhost:${n8n.port}`;
    expect(await failing(named, calling([host]))).toMatchObject({ code: 'refused_address', retryable: false });
    expect(n8n.calls).toHaveLength(0);
    const ranges = ['127.0.0.0/8', '::1/128'];
    expect(outputOf(await calling([host, ...ranges]).execute(named, signal))).toEqual({ ok: true });
  });

  it.each([['file:///etc/passwd'], ['http://user:password@127.0.0.1/'], [7]])('not to %s', async (url) => {
    expect(
      await calling(['127.0.0.1'])
        .execute(task({}, { url }), signal)
        .catch((error: object) => error),
    ).toMatchObject({
      code: expect.stringMatching(/refused_address|not_configured/) as string,
    });
  });

  it('nowhere without a secret', async () => {
    await expect(calling([`127.0.0.1:${n8n.port}`], '').execute(task(), signal)).rejects.toMatchObject({
      code: 'not_configured',
    });
  });
});

describe('a proposal', () => {
  it('is asked of workflows alone that say they can', async () => {
    expect(await failing(task({ mode: 'propose' }))).toMatchObject({ code: 'cannot_propose' });
    expect(outputOf(await calling().execute(task({ mode: 'propose' }, { proposes: true }), signal))).toEqual({
      ok: true,
    });
    expect(JSON.parse(n8n.calls[0]!.body)).toMatchObject({ metadata: { mode: 'propose' } });
  });
});
