import { Injectable, type OnModuleInit } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { findAgents, findCapabilities, insertDepartments } from '../registry-rows.js';
import { lockRegistry } from '../registry-version.js';
import { RegistryWriter } from '../registry-writer.js';
import { registrySeed } from './registry-seed.js';

const CHANGE = 'entered from the papers of the shop';

/**
 * Puts in what the seed has and the registry has not, before the service takes work. What is there stays as people made it: a
 * capability that was taken from an agent does not come back.
 */
@Injectable()
export class RegistrySeeder implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.seed();
  }

  /** @returns how many agents and capabilities were entered */
  async seed(): Promise<{ readonly agents: number; readonly capabilities: number }> {
    const seed = registrySeed();
    return this.unitOfWork.run(async (tx) => {
      // Replicas start together: one seeds, the others find it done.
      await lockRegistry(tx);
      const [agents, capabilities] = [await findAgents(tx), await findCapabilities(tx)];
      const missing = {
        agents: seed.agents.filter(({ id }) => !agents.has(id)).map((is) => ({ is, change: CHANGE })),
        capabilities: seed.capabilities
          .filter(({ name }) => !capabilities.has(name))
          .map((is) => ({ is, change: CHANGE })),
      };
      await insertDepartments(tx, seed.departments);
      await this.writer.write(tx, missing, { actor: 'system', at: this.clock.now() });
      return { agents: missing.agents.length, capabilities: missing.capabilities.length };
    });
  }
}
