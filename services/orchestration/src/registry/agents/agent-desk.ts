import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { Agent, AgentCapability, AgentStatus } from '../agent.js';
import { assertExpected, noAgent, refuse } from '../registry-problems.js';
import { findAgent, findAgents, findCapabilities, findDepartments } from '../registry-rows.js';
import { lockRegistry } from '../registry-version.js';
import { RegistryWriter } from '../registry-writer.js';
import { agentFaults, type RegistryAround } from './agent-faults.js';
import { agentOf, changeOf } from './agent-of.js';
import type { AgentBody } from './agent-requests.js';

/** Who changes the registry, and the request's key. */
export interface Changing {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/**
 * Changes agents, one at a time: lock the registry, decide on all of it, write. What it decides on can't change meanwhile, and
 * a change takes effect with the next piece of work.
 */
@Injectable()
export class AgentDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly writer: RegistryWriter,
    private readonly clock: Clock,
  ) {}

  /** Makes an agent, or changes all of it. @throws Problem 409 when it was changed meanwhile, 422 with every fault */
  put(id: string, body: AgentBody, by: Changing): Promise<Agent> {
    return this.change(id, by, (before) => {
      assertExpected(`The agent ${id}`, before?.version, body.expectedVersion);
      const agent = agentOf(id, body, before, by.actor);
      const change = changeOf(before, agent);
      return change === undefined ? undefined : { agent, change };
    });
  }

  /** Gives an agent a capability, or changes how it has it. @throws Problem 404, 422 */
  addCapability(id: string, capability: AgentCapability, by: Changing): Promise<Agent> {
    return this.change(id, by, (before) => {
      const agent = existing(id, before);
      const at = agent.capabilities.findIndex(({ name }) => name === capability.name);
      const capabilities = at < 0 ? [...agent.capabilities, capability] : agent.capabilities.with(at, capability);
      const next = nextOf(agent, { capabilities });
      if (changeOf(agent, next) === undefined) return undefined;
      return { agent: next, change: `capability ${capability.name} ${at < 0 ? 'added' : 'changed'}` };
    });
  }

  /** Takes a capability from an agent and from its personas. One that it hasn't is no fault. @throws Problem 404, 422 */
  removeCapability(id: string, name: string, by: Changing): Promise<Agent> {
    return this.change(id, by, (before) => {
      const agent = existing(id, before);
      if (!agent.capabilities.some((one) => one.name === name)) return undefined;
      // A persona without capabilities is one for all of them: it does not become that by losing its last.
      const last = agent.personas.flatMap(({ id: persona, capabilities }, i) =>
        capabilities.length === 1 && capabilities[0] === name
          ? [
              {
                pointer: `/personas/${i}/capabilities`,
                message: `${persona} is for nothing else: remove or change it first`,
              },
            ]
          : [],
      );
      refuse(`The agent ${id}`, last);
      const personas = agent.personas.map((persona) => ({
        ...persona,
        capabilities: persona.capabilities.filter((one) => one !== name),
      }));
      const capabilities = agent.capabilities.filter((one) => one.name !== name);
      return { agent: nextOf(agent, { capabilities, personas }), change: `capability ${name} removed` };
    });
  }

  /** @throws Problem 404, 422 */
  setStatus(id: string, status: AgentStatus, reason: string | undefined, by: Changing): Promise<Agent> {
    return this.change(id, by, (before) => {
      const agent = nextOf(existing(id, before), { status });
      const change = changeOf(before, agent);
      if (change === undefined) return undefined;
      return { agent, change: reason === undefined ? change : `${change}: ${reason}` };
    });
  }

  private change(
    id: string,
    { actor, keyed }: Changing,
    decide: (before: Agent | undefined) => { readonly agent: Agent; readonly change: string } | undefined,
  ): Promise<Agent> {
    return this.unitOfWork.run(async (tx) => {
      const at = this.clock.now();
      await once(tx, keyed, at, async () => {
        await lockRegistry(tx);
        const around = await registryAround(tx);
        const decided = decide(around.agents.get(id));
        if (decided) {
          refuse(`The agent ${id}`, agentFaults(decided.agent, around));
          await this.writer.write(tx, { agents: [{ is: decided.agent, change: decided.change }] }, { actor, at });
        }
        return { id };
      });
      return existing(id, await findAgent(tx, id));
    });
  }
}

async function registryAround(tx: EntityManager): Promise<RegistryAround> {
  const [agents, capabilities] = [await findAgents(tx), await findCapabilities(tx)];
  return { agents, capabilities, departments: await findDepartments(tx) };
}

const nextOf = (agent: Agent, changed: Partial<Agent>): Agent => ({ ...agent, ...changed, version: agent.version + 1 });

/** @throws Problem 404 */
function existing(id: string, agent: Agent | undefined): Agent {
  if (!agent) throw noAgent(id);
  return agent;
}
