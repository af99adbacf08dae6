import { Module } from '@nestjs/common';
import { AgentDesk } from './agents/agent-desk.js';
import { AgentsController } from './agents/agents.controller.js';
import { CapabilitiesController } from './capabilities/capabilities.controller.js';
import { CapabilityDesk } from './capabilities/capability-desk.js';
import { HierarchyController } from './hierarchy.controller.js';
import { RegistryWriter } from './registry-writer.js';
import { RosterCache } from './roster-cache.js';
import { Rosters } from './roster.js';
import { RegistrySeeder } from './seeding/registry-seeder.js';

/** Who there is, and what they can do. */
@Module({
  controllers: [AgentsController, CapabilitiesController, HierarchyController],
  providers: [RegistryWriter, RegistrySeeder, AgentDesk, CapabilityDesk, { provide: Rosters, useClass: RosterCache }],
  exports: [Rosters, RegistryWriter],
})
export class RegistryModule {}
