import { OrchestrationConfig } from '../../orchestration.config.js';
import type { Agent } from '../../registry/agent.js';
import type { ExecutionRequest } from '../executor.js';
import type { LocalServer } from '../testing/local-server.js';
import { startMcpDouble, toolsCalled } from '../testing/mcp-double.js';
import { startOpenAiDouble, type Reply } from '../testing/openai-double.js';
import { aCapability, anAgent, aRequest, failureOf, outputOf } from '../testing/requests.js';
import { LlmExecutor } from './llm.executor.js';

const signal = new AbortController().signal;
const servers: LocalServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

const capability = aCapability({
  outputSchema: { type: 'object', required: ['topic'], properties: { topic: { enum: ['order', 'other'] } } },
});
const GOOD: Reply = { text: '{"topic":"order"}' };
const BAD: Reply = { text: '{"topic":"weather"}' };

async function model(
  replies: readonly Reply[],
  given: { usage?: object | null; config?: Partial<OrchestrationConfig> } = {},
) {
  const double = await startOpenAiDouble(replies, given.usage);
  servers.push(double);
  const config = Object.assign(new OrchestrationConfig(), {
    ...{
      ORCHESTRATION_LLM_BASE_URL: `${double.url}/v1`,
      ORCHESTRATION_LLM_API_KEY: 'k-1',
      ORCHESTRATION_LLM_MODEL: 'house',
    },
    ORCHESTRATION_LLM_PRICES: ['house=2.5/10'],
    ...given.config,
  });
  const executor = new LlmExecutor(config);
  return { double, run: (request: ExecutionRequest = task()) => executor.execute(request, signal) };
}

function task(given: Partial<ExecutionRequest> = {}, agent: Partial<Agent> = {}): ExecutionRequest {
  return aRequest({
    agent: anAgent({ executor: { kind: 'llm' }, ...agent }),
    capability,
    input: { text: 'where is it?' },
    ...given,
  });
}

interface Body {
  readonly model: string;
  readonly max_tokens: number;
  readonly messages: { readonly role: string; readonly content: string }[];
  readonly tools?: { readonly function: { readonly name: string } }[];
}
const bodies = ({ calls }: LocalServer) => calls.map(({ body }) => JSON.parse(body) as Body);

describe('a model', () => {
  it('gets its role, the task as data and a bound, and answers with its tokens and their cost', async () => {
    const { double, run } = await model([GOOD]);
    // 1,000 × 2.50 + 100 × 10.00 per million: 0.35 cents, rounded up.
    expect(await run()).toEqual({ kind: 'succeeded', output: { topic: 'order' }, cost: { minor: 1n, tokens: 1_100 } });
    expect(double.calls[0]).toMatchObject({ path: '/v1/chat/completions', headers: { authorization: 'Bearer k-1' } });
    const [{ model: name, max_tokens, messages }] = bodies(double) as [Body];
    expect({ name, max_tokens }).toEqual({ name: 'house', max_tokens: 2_000 });
    expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
    expect(messages[1]!.content).toMatch(/^<data>\n.*where is it\?.*\n<\/data>$/s);
  });

  it('is asked once more when its answer has another shape, and told why', async () => {
    const { double, run } = await model([BAD, GOOD]);
    expect(await run()).toMatchObject({ output: { topic: 'order' }, cost: { tokens: 2_200 } });
    expect(bodies(double)[1]!.messages.at(-1)!.content).toContain('/topic must be equal to one of the allowed values');
  });

  it('is given up after that, its tokens paid', async () => {
    const { double, run } = await model([BAD]);
    expect(failureOf(await run())).toMatchObject({
      code: 'bad_output',
      retryable: true,
      cost: { tokens: 2_200, minor: 1n },
    });
    expect(double.calls).toHaveLength(2);
  });

  it.each<[string, Parameters<typeof model>[1], object]>([
    ['its price is not known', { config: { ORCHESTRATION_LLM_PRICES: [] } }, { tokens: 1_100 }],
    ['it doesn’t count its tokens', { usage: null }, {}],
  ])('has an unknown cost when %s', async (_when, given, cost) => {
    const { run } = await model([GOOD], given);
    expect(await run()).toMatchObject({ kind: 'succeeded', cost });
    expect((await run()).cost).toEqual(cost);
  });

  it.each<[number, string, boolean]>([
    [401, 'refused', false],
    [400, 'refused', false],
    [429, 'executor_failed', true],
    [500, 'executor_failed', true],
  ])('that answers %i is %s, and what it said is kept to itself', async (status, code, retryable) => {
    const { double, run } = await model([{ status }]);
    const error = await run().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, more: { retryable }, message: `the model’s provider answered ${status}` });
    expect(double.calls).toHaveLength(1);
  });

  it('that is not there may be there later', async () => {
    const { double, run } = await model([GOOD]);
    await double.stop();
    servers.pop();
    await expect(run()).rejects.toMatchObject({ code: 'executor_failed', more: { retryable: true } });
  });

  it.each([
    [{ provider: 'anthropic', model: 'claude' }, /ANTHROPIC_API_KEY/],
    [{ provider: 'nobody' }, /provider/],
  ])('must be configured: %j', async (settings, message) => {
    const { run } = await model([GOOD]);
    await expect(run(task({}, { executor: { kind: 'llm', settings } }))).rejects.toThrow(message);
  });
});

describe('the tools of an agent', () => {
  async function shop() {
    const mcp = await startMcpDouble();
    servers.push(mcp);
    return { mcp, config: { ORCHESTRATION_MCP_SERVERS: [`shop=${mcp.url}/mcp`] } };
  }

  it('are called, and their answer comes back to the model', async () => {
    const { mcp, config } = await shop();
    const { double, run } = await model([{ tool: 'shop_search', input: { term: 'noir' } }, GOOD], { config });
    const request = task({}, { tools: ['shop.search'] });
    expect(outputOf(await run(request))).toEqual({ topic: 'order' });
    expect(toolsCalled(mcp)).toEqual(['search']);
    expect(bodies(double)[0]!.tools!.map((tool) => tool.function.name)).toEqual(['shop_search']);
    expect(JSON.stringify(bodies(double)[1]!.messages)).toContain('found:');
    expect(mcp.calls[0]!.headers['idempotency-key']).toBe(request.idempotencyKey);
  });

  it('are those alone that it was given, and those alone that read unless its work may have effects outside', async () => {
    const { config } = await shop();
    const { double, run } = await model([GOOD], { config });
    const outside = { capability: { ...capability, effects: 'external' as const } };
    await run(task(outside, { tools: ['shop'] }));
    await run(task({ ...outside, mode: 'propose' }, { tools: ['shop'] }));
    await run(task({}, { tools: ['shop'] }));
    await run(task({}, { tools: ['other.thing'] }));
    const told = bodies(double).map(({ tools }) => tools?.map((tool) => tool.function.name).sort());
    expect(told).toEqual([['shop_publish', 'shop_search'], ['shop_search'], ['shop_search'], undefined]);
  });
});
