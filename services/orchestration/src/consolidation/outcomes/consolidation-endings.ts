import { Inject, Injectable } from '@nestjs/common';
import { ProposalCompared } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Rosters } from '../../registry/roster.js';
import { Assignments, type HearsTaskEndings } from '../../tasks/ports.js';
import type { MigrationStates } from '../assignment.js';
import { armOf, chosenBy, outcomeOf, type EndedTask } from './arm-of.js';
import { comparisonOf } from './comparison-of.js';
import { insertOutcomes } from './outcome-rows.js';
import { insertComparisons, joinTrials, type ShadowComparison, type ShadowTrial } from './shadow-rows.js';

/**
 * Hears the ends of tasks, in their transaction, for the evidence of migrations: how work ended on each arm is counted, and what
 * a legacy agent did in shadow is compared with its successor's proposal, once both have ended, in whichever order. Outputs are
 * kept here until then, so that nothing depends on how long the rows of tasks are kept.
 */
@Injectable()
export class ConsolidationEndings implements HearsTaskEndings {
  constructor(
    @Inject(Assignments) private readonly assignments: Pick<Assignments, 'statesFor'>,
    private readonly rosters: Rosters,
    @Inject(Outbox) private readonly outbox: Pick<Outbox, 'append'>,
    private readonly clock: Clock,
  ) {}

  async ended(tx: EntityManager, tasks: readonly EndedTask[]): Promise<void> {
    if (tasks.length === 0) return;
    const states = await this.assignments.statesFor(tx);
    if (states.byTarget.size === 0) return;
    const outcomes = tasks.flatMap((task) => outcomeOf(task, states) ?? []);
    await insertOutcomes(tx, outcomes, this.clock.now());
    await this.compare(tx, tasks, states);
  }

  private async compare(tx: EntityManager, tasks: readonly EndedTask[], states: MigrationStates): Promise<void> {
    const at = this.clock.now();
    const sides = tasks.flatMap((task) => sideOf(task, states) ?? []);
    const trials = await joinTrials(tx, sides, at);
    if (trials.length === 0) return;
    const { capabilities } = await this.rosters.current(tx);
    const comparisons = trials.map(({ act, proposal, ...trial }): ShadowComparison => ({
      ...{ id: uuidv7(), ...trial, ...comparisonOf(act, proposal, capabilities.get(trial.capability)?.comparator), at },
    }));
    await insertComparisons(tx, comparisons);
    const causes = new Map(tasks.map((task) => [task.id, task]));
    await this.outbox.append(
      tx,
      comparisons.map((one) => proposalCompared(one, causes.get(one.taskId) ?? causes.get(one.proposalTaskId)!)),
    );
  }
}

/** What a task is of a trial: the act of a legacy agent in shadow, or a proposal beside one; undefined when it is neither. */
function sideOf(task: EndedTask, states: MigrationStates): ShadowTrial | undefined {
  const { id, test, mode, capability, agentId, personaId, shadowOf, output } = task;
  if (test || capability === null) return undefined;
  if (mode === 'propose') {
    const found = shadowOf === null || agentId === null ? undefined : armOf(agentId, personaId, states);
    if (found?.arm !== 'target') return undefined;
    const { id: migrationId, run = 1 } = found.migration;
    const proposal = { state: task.state, output };
    return { taskId: shadowOf!, migrationId, run, capability, act: null, proposalTaskId: id, proposal };
  }
  const chosen = chosenBy(task, states);
  if (chosen?.arm !== 'legacy' || chosen.migration.state !== 'shadow') return undefined;
  const { id: migrationId, run = 1 } = chosen.migration;
  // What another agent made of it is not the work of the one that is to be replaced.
  const act = {
    state: chosen.isReplaced ? ('failed' as const) : task.state,
    output: chosen.isReplaced ? null : output,
  };
  return { taskId: id, migrationId, run, capability, act, proposalTaskId: null, proposal: null };
}

function proposalCompared(comparison: ShadowComparison, { correlationId, causationId, traceparent }: EndedTask) {
  const { id: _id, run: _run, at: _at, ...data } = comparison;
  return {
    event: ProposalCompared,
    subject: comparison.migrationId,
    data,
    ...{ actor: 'system', correlationid: correlationId, causationid: causationId },
    ...(traceparent !== null && { traceparent }),
  };
}
