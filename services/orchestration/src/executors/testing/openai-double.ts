import { json, startLocalServer, type LocalServer } from './local-server.js';

/** What the double says: a text, or a call of a tool. */
export type Reply =
  { readonly text: string } | { readonly tool: string; readonly input: object } | { readonly status: number };

/** A server that speaks OpenAI's chat protocol and answers what it was told to, in order; the last answer for ever. */
export async function startOpenAiDouble(
  replies: readonly Reply[],
  usage: object | null = { prompt_tokens: 1_000, completion_tokens: 100, total_tokens: 1_100 },
): Promise<LocalServer> {
  return startLocalServer((_call, response, n) => {
    const reply = replies[Math.min(n, replies.length) - 1]!;
    if ('status' in reply) return json(response, reply.status, { error: { message: 'secret details', type: 'x' } });
    const calls =
      'tool' in reply
        ? [
            {
              id: `call-${n}`,
              type: 'function',
              function: { name: reply.tool, arguments: JSON.stringify(reply.input) },
            },
          ]
        : undefined;
    const message = {
      role: 'assistant',
      content: 'text' in reply ? reply.text : null,
      ...(calls && { tool_calls: calls }),
    };
    json(response, 200, {
      ...{ id: `r-${n}`, object: 'chat.completion', created: 1_764_000_000, model: 'double' },
      choices: [{ index: 0, message, finish_reason: calls ? 'tool_calls' : 'stop' }],
      ...(usage && { usage }),
    });
  });
}
