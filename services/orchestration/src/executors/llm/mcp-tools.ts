import { createMCPClient, type MCPClient } from '@ai-sdk/mcp';
import type { ToolSet } from 'ai';
import type { ExecutionRequest } from '../executor.js';

/** An MCP server that the operator names: `catalogue=http://catalogue:8000/mcp`. */
export interface McpServer {
  readonly name: string;
  readonly url: string;
}

export function readMcpServers(entries: readonly string[]): McpServer[] {
  return entries.map((entry) => {
    const at = entry.indexOf('=');
    const url = entry.slice(at + 1);
    if (at < 1 || !URL.canParse(url))
      throw new Error(`${entry} is no server such as catalogue=http://catalogue:8000/mcp`);
    return { name: entry.slice(0, at), url };
  });
}

export interface OpenedTools {
  readonly tools: ToolSet;
  close(): Promise<void>;
}

/**
 * The tools that the agent has been given, of the servers that the operator has named: `catalogue` is every tool of that
 * server, `catalogue.search` one. Tools that may change something are for work alone that says it has effects outside, which is
 * where leave is asked before it begins; everybody else, and who only proposes, gets those that say they only read.
 */
export async function openTools(
  {
    agent,
    capability,
    mode,
    idempotencyKey,
  }: Pick<ExecutionRequest, 'agent' | 'capability' | 'mode' | 'idempotencyKey'>,
  servers: readonly McpServer[],
): Promise<OpenedTools> {
  const wanted = servers.filter(({ name }) => agent.tools.some((tool) => tool === name || tool.startsWith(`${name}.`)));
  const mayChange = mode === 'act' && capability.effects === 'external';
  const clients: MCPClient[] = [];
  const tools: ToolSet = {};
  const close = async () => void (await Promise.allSettled(clients.map((client) => client.close())));
  try {
    for (const { name, url } of wanted) {
      const headers = { 'idempotency-key': idempotencyKey };
      const client = await createMCPClient({ transport: { type: 'http', url, headers, redirect: 'error' } });
      clients.push(client);
      const [{ tools: listed }, made] = [await client.listTools(), await client.tools()];
      for (const { name: tool, annotations } of listed) {
        const isGiven = agent.tools.includes(name) || agent.tools.includes(`${name}.${tool}`);
        const mayRun = mayChange || annotations?.readOnlyHint === true;
        // Names of tools may hold no dots where models are told of them.
        if (isGiven && mayRun && made[tool]) tools[`${name}_${tool}`.replaceAll(/[^\w-]/g, '_')] = made[tool];
      }
    }
  } catch (error) {
    await close();
    throw error;
  }
  return { tools, close };
}
