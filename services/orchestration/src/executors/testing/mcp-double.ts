import { json, startLocalServer, type LocalServer } from './local-server.js';

interface Rpc {
  readonly id?: number | string;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string; readonly name?: string; readonly arguments?: object };
}

/** A server of the Model Context Protocol (streamable HTTP, JSON answers) with a tool that reads and one that writes. */
export function startMcpDouble(): Promise<LocalServer> {
  const schema = { type: 'object', properties: { term: { type: 'string' } }, required: ['term'] };
  const tools = [
    { name: 'search', description: 'Finds artworks', inputSchema: schema, annotations: { readOnlyHint: true } },
    { name: 'publish', description: 'Publishes an artwork', inputSchema: schema },
  ];
  return startLocalServer((call, response) => {
    if (call.body === '') return void response.writeHead(405).end();
    const { id, method, params } = JSON.parse(call.body) as Rpc;
    if (id === undefined) return void response.writeHead(202).end();
    const answer = (result: object) => json(response, 200, { jsonrpc: '2.0', id, result });
    if (method === 'initialize') {
      const serverInfo = { name: 'double', version: '1' };
      return answer({
        protocolVersion: params?.protocolVersion ?? '2025-06-18',
        capabilities: { tools: {} },
        serverInfo,
      });
    }
    if (method === 'tools/list') return answer({ tools });
    if (method === 'tools/call')
      return answer({ content: [{ type: 'text', text: `found: ${JSON.stringify(params?.arguments)}` }] });
    return json(response, 200, { jsonrpc: '2.0', id, error: { code: -32_601, message: 'no such method' } });
  });
}

/** Names of the tools that were called. */
export function toolsCalled({ calls }: LocalServer): string[] {
  return calls.flatMap(({ body }) => {
    const rpc = body === '' ? undefined : (JSON.parse(body) as Rpc);
    return rpc?.method === 'tools/call' ? [rpc.params!.name!] : [];
  });
}
