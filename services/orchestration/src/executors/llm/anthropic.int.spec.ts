import type { OrchestrationConfig } from '../../orchestration.config.js';
import type { ExecutionRequest } from '../executor.js';
import { isFault } from '../outcome.js';
import { startAnthropicDouble, type AnthropicReply } from '../testing/anthropic-double.js';
import { llmTask, llmTrial } from '../testing/llm-trial.js';
import type { LocalServer } from '../testing/local-server.js';
import { startMcpDouble, toolsCalled } from '../testing/mcp-double.js';
import { failureOf, outputOf } from '../testing/requests.js';

const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const CLAUDE = { provider: 'anthropic', model: 'claude-sonnet-4-5', temperature: 0.2, maxOutputTokens: 700 };
const GOOD: AnthropicReply = { text: '{"topic":"order"}' };
const BAD: AnthropicReply = { text: '{"topic":"weather"}' };

async function claude(replies: readonly AnthropicReply[], config: Partial<OrchestrationConfig> = {}) {
  const double = await startAnthropicDouble(replies);
  servers.push(double);
  const run = llmTrial({
    ...{ ORCHESTRATION_ANTHROPIC_BASE_URL: `${double.url}/v1`, ORCHESTRATION_ANTHROPIC_API_KEY: 'k-2' },
    ORCHESTRATION_LLM_PRICES: ['claude-sonnet-4-5=3/15'],
    ...config,
  });
  return { double, run: (request: ExecutionRequest = llmTask(CLAUDE), signal?: AbortSignal) => run(request, signal) };
}

interface Body {
  readonly model: string;
  readonly max_tokens: number;
  readonly temperature: number;
  readonly system: { readonly text: string }[];
  readonly messages: { readonly role: string; readonly content: { readonly type: string; readonly text?: string }[] }[];
  readonly tools?: { readonly name: string; readonly input_schema: object }[];
}
const bodies = ({ calls }: LocalServer) => calls.map(({ body }) => JSON.parse(body) as Body);
const saidTo = ({ messages }: Body) =>
  messages
    .at(-1)!
    .content.map(({ text }) => text ?? '')
    .join('\n');

describe('a model of Anthropic', () => {
  it('gets its role, the task as data and a bound, and answers with its tokens and their cost', async () => {
    const { double, run } = await claude([GOOD]);
    // 1,000 × 3 + 100 × 15 per million: 0.45 cents, rounded up.
    expect(await run()).toEqual({ kind: 'succeeded', output: { topic: 'order' }, cost: { minor: 1n, tokens: 1_100 } });
    expect(double.calls[0]).toMatchObject({
      path: '/v1/messages',
      headers: { 'x-api-key': 'k-2', 'anthropic-version': '2023-06-01' },
    });
    const [body] = bodies(double) as [Body];
    expect(body).toMatchObject({ model: 'claude-sonnet-4-5', max_tokens: 700, temperature: 0.2 });
    expect(body.system.map(({ text }) => text).join()).toContain('"enum":["order","other"]');
    expect(body.messages.map(({ role }) => role)).toEqual(['user']);
    expect(saidTo(body)).toMatch(/^<data>\n.*where is it\?.*\n<\/data>$/s);
  });

  it('is asked once more when its answer has another shape, and told why; both are paid', async () => {
    const { double, run } = await claude([BAD, GOOD]);
    expect(await run()).toMatchObject({ output: { topic: 'order' }, cost: { tokens: 2_200, minor: 1n } });
    expect(saidTo(bodies(double)[1]!)).toContain('/topic must be equal to one of the allowed values');
  });

  it('uses the agent’s tools, and every round of them is paid', async () => {
    const mcp = await startMcpDouble();
    servers.push(mcp);
    const { double, run } = await claude([{ tool: 'shop_search', input: { term: 'noir' } }, GOOD], {
      ORCHESTRATION_MCP_SERVERS: [`shop=${mcp.url}/mcp`],
    });
    const outcome = await run(llmTask(CLAUDE, {}, { tools: ['shop.search'] }));
    expect([outputOf(outcome), outcome.cost]).toEqual([{ topic: 'order' }, { minor: 1n, tokens: 2_200 }]);
    expect(toolsCalled(mcp)).toEqual(['search']);
    const [first, second] = bodies(double) as [Body, Body];
    expect(first.tools).toMatchObject([{ name: 'shop_search', input_schema: { required: ['term'] } }]);
    expect(second.messages.at(-1)!.content).toMatchObject([{ type: 'tool_result', tool_use_id: 'toolu_1' }]);
    expect(JSON.stringify(second.messages.at(-1))).toContain('found:');
  });
});

describe('an answer of Anthropic that is none', () => {
  it.each([
    [429, 'rate_limit_error', 'executor_failed', true],
    [529, 'overloaded_error', 'executor_failed', true],
    [500, 'api_error', 'executor_failed', true],
    [400, 'invalid_request_error', 'refused', false],
    [401, 'authentication_error', 'refused', false],
    [403, 'permission_error', 'refused', false],
    [404, 'not_found_error', 'refused', false],
  ])('%i, %s, is %s', async (status, type, code, retryable) => {
    const { double, run } = await claude([{ status, type, retryAfterS: 12 }]);
    expect(await run()).toEqual({
      ...{ kind: 'failed', code, retryable, retryAfterMs: 12_000, cost: { minor: 0n, tokens: 0 } },
      message: `the model’s provider answered ${status}`,
    });
    expect(double.calls).toHaveLength(1);
  });

  it('costs what was used before it', async () => {
    const { run } = await claude([BAD, { status: 529, type: 'overloaded_error' }]);
    expect(await run()).toMatchObject({ code: 'executor_failed', retryable: true, cost: { tokens: 1_100, minor: 1n } });
  });

  it('has an unknown cost when the line was cut', async () => {
    const { run } = await claude([BAD, 'cut']);
    expect(failureOf(await run())).toMatchObject({ code: 'executor_failed', retryable: true, cost: {} });
    expect((await run()).cost).toEqual({});
  });

  it('is declined for good when the model refuses, and nobody’s fault', async () => {
    const { double, run } = await claude([{ text: 'I can’t help with that.', stop: 'refusal' }]);
    const outcome = await run();
    expect(outcome).toMatchObject({ code: 'declined', retryable: false, cost: { tokens: 1_100, minor: 1n } });
    expect([isFault(outcome), double.calls.length]).toEqual([false, 1]);
  });

  it('is asked for once more, shorter, when it was cut off at its bound', async () => {
    const { double, run } = await claude([{ text: '{"topic":"ord', stop: 'max_tokens' }, GOOD]);
    expect(outputOf(await run())).toEqual({ topic: 'order' });
    expect(saidTo(bodies(double)[1]!)).toContain('it was cut off after 700 tokens: it must be shorter');
  });

  it('is bad output when it is cut off again', async () => {
    const { double, run } = await claude([{ text: '{"topic":"ord', stop: 'max_tokens' }]);
    expect(failureOf(await run())).toMatchObject({
      ...{ code: 'bad_output', retryable: true, cost: { tokens: 2_200 } },
      message: 'after one repair still: it was cut off after 700 tokens: it must be shorter',
    });
    expect(double.calls).toHaveLength(2);
  });

  it('counts when it is whole in spite of its bound', async () => {
    const { run } = await claude([{ ...GOOD, stop: 'max_tokens' }]);
    expect(outputOf(await run())).toEqual({ topic: 'order' });
  });

  it('is not waited for when the try is called off', async () => {
    const { double, run } = await claude([GOOD]);
    double.answer = () => {};
    const stop = new AbortController();
    const outcome = run(llmTask(CLAUDE), stop.signal);
    setTimeout(() => stop.abort(), 50);
    expect(failureOf(await outcome).cost).toEqual({});
  });
});
