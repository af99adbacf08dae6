import { Module } from '@nestjs/common';
import { Client, StreamableHTTPClientTransport, type ClientOptions } from '@modelcontextprotocol/client';
import { defineService } from '@vividwalls/platform';
import { ServiceUnderTest, type Asking, type StartOptions } from '@vividwalls/testing/service';
import { OrchestrationConfig } from '../../orchestration.config.js';
import { RegistryModule } from '../../registry/registry.module.js';
import { Assignments, Executors, Router } from '../../tasks/ports.js';
import { TasksModule } from '../../tasks/tasks.module.js';
import { CapabilityRouter, FunctionExecutors, TargetActs, type Work } from '../../tasks/testing/trial-ports.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import { serveMcp } from '../http/serve-mcp.js';
import { McpModule } from '../mcp.module.js';

/** Every task waits for its agent's answer. */
const calls: Work = ({ deadline }) => ({ kind: 'waiting', for: 'callback', until: deadline, cost: {} });

@Module({
  providers: [
    { provide: Router, useClass: CapabilityRouter },
    { provide: Assignments, useClass: TargetActs },
    { provide: Executors, useValue: new FunctionExecutors({ 'spec.call': calls }) },
  ],
})
class TrialPorts {}

const service = defineService({
  name: 'orchestration',
  config: OrchestrationConfig,
  features: [RegistryModule, TasksModule, TrialPorts, McpModule],
  bodyFaultStatus: 422,
  prepare: serveMcp,
});

export type RunningMcp = ServiceUnderTest<OrchestrationDatabase>;

/** `/mcp` as a process serves it, with a database and a broker of its own. */
export const RunningMcp = {
  start: (name: string, options?: StartOptions): Promise<RunningMcp> =>
    ServiceUnderTest.start(service, () => createOrchestrationDatabase(name), options),
};

export const AUTO: ClientOptions = { versionNegotiation: { mode: 'auto' } };

/** The official client, connected as somebody. */
export async function connectAs(running: RunningMcp, who: Asking, options: ClientOptions = AUTO): Promise<Client> {
  const client = new Client({ name: 'spec', version: '1.0.0' }, options);
  const transport = new StreamableHTTPClientTransport(new URL('/mcp', running.service.url), {
    fetch: async (url, init) => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${await running.token(who)}`);
      return fetch(url, { ...init, headers });
    },
  });
  await client.connect(transport);
  return client;
}
