import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import type { System } from './system.js';

const opened: Client[] = [];

/** The official client at `/mcp` of the door, with a key as an operator's configuration has it. */
export async function mcpClient(system: System, key: string, options?: ClientOptions): Promise<Client> {
  const client = new Client({ name: 'e2e', version: '1.0.0' }, options ?? { versionNegotiation: { mode: 'auto' } });
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', system.url), {
    requestInit: { headers: { authorization: `Bearer ${key}` } },
  });
  await client.connect(transport);
  opened.push(client);
  return client;
}

/** To be called in `afterAll`. */
export async function closeClients(): Promise<void> {
  await Promise.all(opened.splice(0).map((client) => client.close()));
}

/** What a tool found or did. @throws when the call was refused */
export async function called<T>(client: Client, name: string, args: Record<string, unknown> = {}): Promise<T> {
  const { isError, content, structuredContent } = await client.callTool({ name, arguments: args });
  if (isError) throw new Error(`${name} was refused: ${JSON.stringify(content)}`);
  return structuredContent as T;
}
