import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { LOG, type Log } from '@vividwalls/platform';
import { Rosters, type Roster } from '../registry/roster.js';
import { PlaybookRegistry } from './engine/registry.js';

export interface PlaybookFault {
  readonly agentId: string;
  /** Null for the agent's own executor. */
  readonly capability: string | null;
  readonly message: string;
}

/** Settings of the agents at work that name a playbook or a variant that there is not. */
export function playbookFaults(roster: Roster, playbooks: PlaybookRegistry): PlaybookFault[] {
  return [...roster.agents.values()]
    .filter(({ status }) => status !== 'retired')
    .flatMap((agent) => {
      const own = { capability: null, executor: agent.executor };
      const choices = [own, ...agent.capabilities.map(({ name, executor }) => ({ capability: name, executor }))];
      return choices.flatMap(({ capability, executor }) => {
        const fault = executor?.kind === 'playbook' ? playbooks.fault(executor.settings ?? {}) : undefined;
        return fault ? [{ agentId: agent.id, capability, message: fault.message }] : [];
      });
    });
}

/**
 * Says at start what will fail as soon as such an agent gets work. It is no reason not to start: the others have work to
 * do, and the registry is mended while the service runs.
 */
@Injectable()
export class PlaybookCheck implements OnApplicationBootstrap {
  constructor(
    private readonly playbooks: PlaybookRegistry,
    private readonly rosters: Rosters,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    for (const fault of playbookFaults(await this.rosters.current(), this.playbooks)) {
      this.log.error('unknown_playbook', { ...fault });
    }
  }
}
