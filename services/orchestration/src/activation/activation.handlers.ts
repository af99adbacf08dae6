import { Injectable } from '@nestjs/common';
import { HandlesBatch, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { Rosters } from '../registry/roster.js';
import { TaskDesk } from '../tasks/ports.js';
import type { NewTask } from '../tasks/task.js';
import { ActivationLog, type LoggedActivation } from './activation-log.js';
import { ACTIVATING_EVENTS } from './rules/activating-events.js';
import { CompiledActivation, type Activation } from './rules/compiled-activation.js';
import { LiveActivationRules, type LiveActivation } from './rules/live-activation-rules.js';
import { faultsOfMade } from './rules/task-faults-of.js';

interface Made {
  readonly event: EventEnvelope;
  readonly activation: LiveActivation;
  readonly made: Exclude<Activation, { outcome: 'no' }>;
}

/**
 * Asks the live rules of each event, and takes the tasks they make, in the event's own transaction. The task's key names rule
 * and event, so that an event that comes again makes no second task. A rule that can't be evaluated, or that makes what is no
 * task, is a row of the log: the event is not to blame.
 */
@Injectable()
export class ActivationHandlers {
  constructor(
    private readonly rules: LiveActivationRules,
    private readonly rosters: Rosters,
    private readonly desk: TaskDesk,
    private readonly log: ActivationLog,
    private readonly clock: Clock,
  ) {}

  @HandlesBatch(ACTIVATING_EVENTS)
  async activate(tx: EntityManager, events: readonly EventEnvelope<object>[]): Promise<void> {
    const byType = await this.rules.byType(tx);
    if (!events.some(({ type }) => byType.has(type))) return;
    const now = this.clock.now();
    const roster = await this.rosters.current(tx);
    const made = events.flatMap((event) =>
      (byType.get(event.type) ?? []).flatMap((activation): Made[] => {
        const result = activated(activation, event, now);
        if (result.outcome === 'no') return [];
        const faults = result.outcome === 'task' ? faultsOfMade(result.task, roster) : [];
        const outcome = faults.length === 0 ? result : { outcome: 'fault' as const, reason: faults.join('; ') };
        return [{ event, activation, made: outcome }];
      }),
    );
    const tasks = made.flatMap(({ made: of }): NewTask[] => (of.outcome === 'task' ? [of.task] : []));
    const ids = await this.desk.enqueue(tx, tasks);
    const idOf = new Map(tasks.map((task, index) => [task, ids[index]!]));
    await this.log.append(
      tx,
      made.map((of) => logged(of, idOf)),
    );
  }
}

function activated(activation: LiveActivation, event: EventEnvelope, now: Date): Activation {
  if (activation instanceof CompiledActivation) return activation.activate(event, now);
  return { outcome: 'unknown', reason: activation.fault };
}

function logged({ event, activation, made }: Made, idOf: ReadonlyMap<NewTask, string>): LoggedActivation {
  const { id: ruleId, version: ruleVersion } = activation.rule;
  const reason = made.outcome === 'task' ? made.leftOut.join('; ') || null : made.reason;
  return {
    ...{
      ruleId,
      ruleVersion,
      eventId: event.id,
      eventType: event.type,
      outcome: made.outcome,
      reason,
      test: event.test,
    },
    taskId: made.outcome === 'task' ? idOf.get(made.task)! : null,
  };
}
