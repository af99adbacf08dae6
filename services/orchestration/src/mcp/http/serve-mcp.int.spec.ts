import { RunningMcp } from '../testing/running-mcp.js';

let running: RunningMcp;
beforeAll(async () => {
  running = await RunningMcp.start('mcp-http', { env: { ORCHESTRATION_MCP_ORIGINS: 'console.example.com' } });
}, 60_000);
afterAll(() => running?.stop());

const OWNER = { scopes: ['*'] };

async function send(part: RequestInit & { readonly who?: Parameters<RunningMcp['token']>[0] | null } = {}) {
  const { who = OWNER, headers, ...init } = part;
  const response = await fetch(new URL('/mcp', running.service.url), {
    method: 'POST',
    headers: {
      ...{ accept: 'application/json, text/event-stream', 'content-type': 'application/json' },
      ...(who && { authorization: `Bearer ${await running.token(who)}` }),
      ...(headers as Record<string, string>),
    },
    ...init,
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? (JSON.parse(text) as unknown) : text };
}

const rpc = (method: string, params: object = {}) => JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
const withError = (code: number) => ({ jsonrpc: '2.0', error: { code, message: expect.any(String) as string } });
const LIST = rpc('tools/list');

/** What every request of the current revision carries. */
const enveloped = (version: string, method = 'tools/list') =>
  send({
    headers: { 'mcp-protocol-version': version, 'mcp-method': method },
    body: rpc(method, {
      _meta: {
        'io.modelcontextprotocol/protocolVersion': version,
        'io.modelcontextprotocol/clientInfo': { name: 'spec', version: '1' },
        'io.modelcontextprotocol/clientCapabilities': {},
      },
    }),
  });

describe('a request to /mcp', () => {
  it('without a key, or with one that has no scope of it, is refused', async () => {
    const unknown = await send({ who: null, body: LIST });
    expect(unknown).toMatchObject({ status: 401, body: withError(-32_000) });
    expect(unknown.headers.get('www-authenticate')).toBe('Bearer');
    expect(await send({ who: { scopes: ['orchestration:*'] }, body: LIST })).toMatchObject({
      ...{ status: 403, body: withError(-32_000) },
    });
  });

  it.each([
    ['https://evil.example', 403],
    ['http://localhost:8080', 403],
    ['null', 403],
    ['https://console.example.com', 200],
  ])('from a page of %s is answered with %i', async (origin, status) => {
    expect((await send({ headers: { origin }, body: LIST })).status).toBe(status);
  });

  it.each(['GET', 'DELETE'])('by %s is told that there are no sessions', async (method) => {
    expect(await send({ method })).toMatchObject({ status: 405, body: withError(-32_000) });
  });

  it.each([
    ['no JSON', '{"jsonrpc": "2.0", ', 400, -32_700],
    ['no request of JSON-RPC', '{"hello": "world"}', 400, -32_600],
    ['a method that there is not', rpc('resources/list'), 200, -32_601],
  ])('that is %s is told so', async (_what, body, status, code) => {
    const answer = await send({ body });
    expect(answer.status).toBe(status);
    // An answer of an earlier revision comes as an event stream.
    expect(JSON.stringify(answer.body)).toContain(`${code}`);
  });

  it('of another type of content, or too large, is refused before it is read', async () => {
    expect((await send({ headers: { 'content-type': 'text/plain' }, body: LIST })).status).toBe(415);
    const large = rpc('tools/call', { name: 'x', arguments: { text: 'x'.repeat(300_000) } });
    expect(await send({ body: large })).toMatchObject({ status: 413, body: withError(-32_000) });
  });

  it('is answered in the revision that it names, and told which there are when it names no such', async () => {
    expect(await enveloped('2026-07-28')).toMatchObject({
      status: 200,
      body: { id: 1, result: { tools: expect.any(Array) as object[], ttlMs: 60_000, cacheScope: 'private' } },
    });
    expect(await enveloped('2031-01-01')).toMatchObject({
      ...{ status: 400, body: { error: { code: -32_022, data: { supported: ['2026-07-28'] } } } },
    });
    const initialize = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'spec', version: '1' } };
    expect((await send({ body: rpc('initialize', initialize) })).body).toContain('"protocolVersion":"2025-06-18"');
  });

  it('to be told of changes is refused: there are none', async () => {
    const answer = await enveloped('2026-07-28', 'subscriptions/listen');
    expect(JSON.stringify(answer.body)).toMatch(/-326\d\d/);
  });
});
