import { json, startLocalServer, type LocalServer } from './local-server.js';

/** What the double says: a text and why it stops there, a call of a tool, an error, or nothing: the line is cut. */
export type AnthropicReply =
  | { readonly text: string; readonly stop?: 'end_turn' | 'max_tokens' | 'refusal' }
  | { readonly tool: string; readonly input: object }
  | { readonly status: number; readonly type: string; readonly retryAfterS?: number }
  | 'cut';

/** Tokens of every answer. */
export const ANTHROPIC_USAGE = { input_tokens: 1_000, output_tokens: 100 };

/** A server that speaks Anthropic's messages API and answers what it was told to, in order; the last answer for ever. */
export function startAnthropicDouble(replies: readonly AnthropicReply[]): Promise<LocalServer> {
  return startLocalServer((call, response, n) => {
    const reply = replies[Math.min(n, replies.length) - 1]!;
    if (reply === 'cut') return void response.socket?.destroy();
    if ('status' in reply) {
      const { status, type, retryAfterS } = reply;
      const headers: Record<string, string> = retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
      return json(response, status, { type: 'error', error: { type, message: 'secret details' } }, headers);
    }
    const block =
      'tool' in reply
        ? { type: 'tool_use', id: `toolu_${n}`, name: reply.tool, input: reply.input }
        : { type: 'text', text: reply.text };
    const { model } = JSON.parse(call.body) as { readonly model: string };
    json(response, 200, {
      ...{ id: `msg_${n}`, type: 'message', role: 'assistant', model, content: [block], stop_sequence: null },
      stop_reason: 'tool' in reply ? 'tool_use' : (reply.stop ?? 'end_turn'),
      usage: ANTHROPIC_USAGE,
    });
  });
}
