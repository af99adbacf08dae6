import { startOpenAiDouble, type Reply } from '../testing/openai-double.js';
import { llmTask, llmTrial } from '../testing/llm-trial.js';
import { json, type Answering, type LocalServer } from '../testing/local-server.js';
import { failureOf, outputOf } from '../testing/requests.js';

let ollama: LocalServer;
afterEach(() => ollama?.stop());

/** An Ollama of the house, as an operator sets it up: an address and a model, no key, and it costs nothing. */
async function local(replies: readonly Reply[], answer?: Answering) {
  ollama = await startOpenAiDouble(replies);
  if (answer) ollama.answer = answer;
  const run = llmTrial({
    ORCHESTRATION_LLM_BASE_URL: `${ollama.url}/v1`,
    ORCHESTRATION_LLM_MODEL: 'qwen3:8b',
    ORCHESTRATION_LLM_PRICES: ['qwen3:8b=0/0'],
  });
  return () => run(llmTask({}));
}

describe('a local Ollama', () => {
  it('is called without a key, and its tokens are known to cost nothing', async () => {
    const run = await local([{ text: '{"topic":"order"}' }]);
    expect(await run()).toEqual({ kind: 'succeeded', output: { topic: 'order' }, cost: { minor: 0n, tokens: 1_100 } });
    expect(ollama.calls[0]!.path).toBe('/v1/chat/completions');
    expect(ollama.calls[0]!.headers).not.toHaveProperty('authorization');
  });

  it('is asked in words alone: not every model of it can be held to a schema', async () => {
    const run = await local([{ text: 'Here you are:\n```json\n{"topic":"order"}\n```' }]);
    expect(outputOf(await run())).toEqual({ topic: 'order' });
    const body = JSON.parse(ollama.calls[0]!.body) as { readonly messages: { readonly content: string }[] };
    expect(body).not.toHaveProperty('response_format');
    expect(body).not.toHaveProperty('tools');
    expect(body.messages[0]!.content).toContain('"enum":["order","other"]');
  });

  it.each<[string, object]>([
    ['beside its answer', { content: '{"topic":"order"}', reasoning: 'Is it {"topic":"other"}? No.' }],
    ['before its answer', { content: '<think>\nIs it {"topic":"other"}? No.\n</think>\n\n{"topic":"order"}' }],
    ['in a fence', { content: '<think>\n```json\n{"topic":"other"}\n```\n</think>\n```json\n{"topic":"order"}\n```' }],
  ])('may think aloud %s, and is not taken at that word', async (_where, message) => {
    const run = await local([], (_call, response) =>
      json(response, 200, {
        ...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1_764_000_000, model: 'qwen3:8b' },
        choices: [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 10, completion_tokens: 90, total_tokens: 100 },
      }),
    );
    expect(outputOf(await run())).toEqual({ topic: 'order' });
    expect(ollama.calls).toHaveLength(1);
  });

  it('that has not pulled the model is a mistake of the settings', async () => {
    const error = { message: 'model "qwen3:8b" not found, try pulling it first', type: 'api_error', code: null };
    const run = await local([], (_call, response) => json(response, 404, { error }));
    expect(failureOf(await run())).toMatchObject({ code: 'refused', retryable: false });
  });
});
