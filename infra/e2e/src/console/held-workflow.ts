import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { System } from '../system.js';

const AGENT = 'courier-agent';
const CAPABILITY = 'parcel.carry';

/** Stands in for a workflow of n8n that takes a task and says nothing of it for a while. */
export interface HeldWorkflow {
  /** What lets a system call it. */
  readonly env: Readonly<Record<string, string>>;
  readonly agentId: string;
  readonly capability: string;
  /** Says that it has every task that it was given. */
  release(): void;
  close(): Promise<void>;
}

export async function holdWorkflow(): Promise<HeldWorkflow> {
  const held: ServerResponse[] = [];
  const server = createServer((incoming, response) => {
    incoming.resume().once('end', () => held.push(response));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    env: {
      ORCHESTRATION_N8N_HOSTS: `127.0.0.1:${(server.address() as AddressInfo).port}`,
      ORCHESTRATION_N8N_SECRET: 'whsec_dGhpcnR5LXR3byBieXRlcyBvZiBhIHNlY3JldCAuLi4=',
    },
    agentId: AGENT,
    capability: CAPABILITY,
    release: () => held.splice(0).forEach((response) => response.writeHead(202).end()),
    close: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** Makes the workflow an agent of the system that can do one thing. */
export async function employ(system: System, { env, agentId, capability }: HeldWorkflow): Promise<void> {
  await put(system, `/api/orchestration/capabilities/${capability}`, {
    ...{ title: 'Carry', description: 'Carries', effects: 'internal', dataClass: 'internal', reversible: true },
    inputSchema: { type: 'object' },
    outputSchema: { type: 'object', required: ['ok'], properties: { ok: { type: 'boolean' } } },
    ...{ comparator: { name: 'exact' }, approval: 'never', timeoutMs: 60_000 },
  });
  await put(system, `/api/orchestration/agents/${agentId}`, {
    ...{ name: 'Courier Agent', department: 'Operations', reportsTo: 'operations-director' },
    executor: { kind: 'n8n', settings: { url: `http://${env['ORCHESTRATION_N8N_HOSTS']}/webhook/carry` } },
    capabilities: [{ name: capability, expertise: 1 }],
  });
}

async function put(system: System, path: string, body: object): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await system.ask(path, { method: 'PUT', headers, body: JSON.stringify(body) });
  if (status >= 300) throw new Error(`PUT ${path} was answered with ${status}: ${text}`);
}
