import { Inject, Injectable } from '@nestjs/common';
import { RoutingCorrected } from '@vividwalls/events';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Agent } from '../../registry/agent.js';
import { Rosters } from '../../registry/roster.js';
import type { TaskContext } from '../../tasks/task.js';
import { refuseRule } from '../rules/rule-faults.js';
import { insertCorrection, type Correction } from './correction-rows.js';

export interface Correcting {
  readonly toAgentId: string;
  readonly toPersonaId: string | null;
  readonly reason: string;
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/** Takes a person's word that a task should have gone to somebody else. It moves nothing: it is what routing is measured by. */
@Injectable()
export class CorrectionDesk {
  constructor(
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
  ) {}

  /** @throws Problem 404, 409 for a task that was not routed yet, 422 for somebody who is none of the roster after */
  correct(taskId: string, { toAgentId, toPersonaId, reason, actor, keyed }: Correcting): Promise<{ id: string }> {
    return this.unitOfWork.run((tx) =>
      once(tx, keyed, this.clock.now(), async () => {
        const agent = await this.agentOf(tx, toAgentId, toPersonaId);
        const task = await findRouted(tx, taskId);
        const { target_agent_id: fromAgentId, persona_id: fromPersonaId } = task;
        const sample = sampleOf(task, agent);
        const correction: Correction = {
          ...{ id: uuidv7(), taskId, fromAgentId, fromPersonaId, toAgentId, toPersonaId, reason },
          ...{ by: actor, at: this.clock.now(), sample },
        };
        await insertCorrection(tx, correction);
        const data: RoutingCorrected = { taskId, fromAgentId, fromPersonaId, toAgentId, toPersonaId, reason };
        await this.outbox.append(tx, [{ event: RoutingCorrected, subject: taskId, data, actor }]);
        return { id: correction.id };
      }),
    );
  }

  private async agentOf(tx: EntityManager, agentId: string, personaId: string | null): Promise<Agent> {
    const agent = (await this.rosters.current(tx)).agents.get(agentId);
    if (!agent?.inTarget) refuseRule([{ pointer: '/toAgentId', message: 'is no agent of the roster after' }]);
    if (personaId !== null && !agent!.personas.some(({ id }) => id === personaId)) {
      refuseRule([{ pointer: '/toPersonaId', message: `is no persona of ${agentId}` }]);
    }
    return agent!;
  }
}

/**
 * What routing had seen of a task. A capability that it found itself is no part of that, or the sample would be easier than the
 * task; one that the right agent hasn't was a part of the mistake.
 */
function sampleOf({ capability, capability_found, context }: RoutedRow, agent: Agent): Correction['sample'] {
  const isIts = agent.capabilities.some(({ name }) => name === capability);
  return { capability: isIts && !capability_found ? capability : null, context };
}

interface RoutedRow {
  readonly capability: string | null;
  /** Whether routing found it: whoever asked had named none. */
  readonly capability_found: boolean;
  readonly context: TaskContext;
  readonly target_agent_id: string | null;
  readonly persona_id: string | null;
  readonly routing: object | null;
}

async function findRouted(tx: EntityManager, id: string): Promise<RoutedRow> {
  const [row] = await tx.query<RoutedRow[]>(
    `SELECT capability, capability_found, context, target_agent_id, persona_id, routing FROM tasks WHERE id = $1`,
    [id],
  );
  if (!row) throw new Problem(404, 'No such task', `There is no task ${id}.`);
  if (row.routing === null) throw new Problem(409, 'Not routed yet', `Nothing has been decided on the task ${id} yet.`);
  return row;
}
