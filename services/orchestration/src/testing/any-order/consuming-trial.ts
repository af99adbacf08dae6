import { eventOf, OrderBooked, TaskOutcomeReported, type EventClass } from '@vividwalls/events';
import { NotYet, Outbox, type EventEnvelope, type UnitOfWork } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import { ActivationHandlers } from '../../activation/activation.handlers.js';
import { ActivationLog } from '../../activation/activation-log.js';
import { ActivationRuleDesk } from '../../activation/rules/activation-rule-desk.js';
import { LiveActivationRules } from '../../activation/rules/live-activation-rules.js';
import { envelope } from '../../activation/testing/sample-events.js';
import type { Migration } from '../../consolidation/migration.js';
import { ConsolidationTrial, OWNER } from '../../consolidation/testing/consolidation-trial.js';
import { Rosters, type Roster } from '../../registry/roster.js';
import type { RoutingDecision, RoutingState } from '../../routing/routing-decision.js';
import { OutcomeReports } from '../../tasks/reports/outcome-reports.js';
import type { Task } from '../../tasks/task.js';
import { TaskTrial } from '../../tasks/testing/task-trial.js';
import { CapabilityRouter, FunctionExecutors, type Work } from '../../tasks/testing/trial-ports.js';

/** The roster, of which every agent works for nothing and every output is fine: what the events do is looked at here. */
class EasyRosters extends Rosters {
  private known: { readonly of: Roster; readonly easy: Roster } | undefined;

  constructor(private readonly real: Rosters) {
    super();
  }

  override async current(tx?: EntityManager): Promise<Roster> {
    const of = await this.real.current(tx);
    if (this.known?.of !== of) this.known = { of, easy: easyOf(of) };
    return this.known.easy;
  }
}

function easyOf(roster: Roster): Roster {
  const free = [...roster.agents].map(([id, agent]) => {
    const capabilities = agent.capabilities.map((one) => ({ ...one, costMinor: '0' }));
    return [id, { ...agent, capabilities, executor: { kind: 'playbook' as const } }] as const;
  });
  const easy = [...roster.capabilities].map(([name, capability]) => {
    return [name, { ...capability, outputSchema: {}, approval: 'never' as const }] as const;
  });
  return { ...roster, agents: new Map(free), capabilities: new Map(easy) };
}

/** Gives some capabilities to the target of a migration, and the others to the first that can. */
class ByMigration extends CapabilityRouter {
  constructor(private readonly migrations: Readonly<Record<string, Migration>>) {
    super();
  }

  override decide(task: Task, state: RoutingState): RoutingDecision {
    const migration = this.migrations[task.capability ?? ''];
    if (!migration) return super.decide(task, state);
    const { targetAgentId: agentId, personaId } = migration;
    const reasons = [{ criterion: 'capability', text: 'the migration’s' }];
    return { kind: 'agent', agentId, personaId, capability: task.capability!, confidence: 1, reasons, others: [] };
  }
}

/** An event as the consumer gets it, or a report on a task, which is known by its key. */
export type Told =
  | { readonly event: EventEnvelope<object> }
  | { readonly report: 'succeeded' | 'cancelled'; readonly key: string; readonly by?: string };

/**
 * Everything of the service that handles events, over one database: activation, reports of outcomes, standings of orders, with the
 * engine at work beside them and what migrations hear of it.
 */
export class ConsumingTrial {
  private constructor(
    readonly consolidation: ConsolidationTrial,
    readonly engine: TaskTrial,
    private readonly activation: ActivationHandlers,
    private readonly reports: OutcomeReports,
  ) {}

  /** @param canary has that capability's work in two arms; the one in `shadow` has proposals beside it */
  static async open(
    name: string,
    works: Readonly<Record<string, Work>>,
    capabilities: { canary: string; shadow: string },
  ) {
    const consolidation = await ConsolidationTrial.open(name);
    const { id } = await consolidation.migrationIn('canary_50');
    // Both arms get every kind of work, so that every outcome counts.
    const canary = await consolidation.desk.change(id, { excluded: [] }, OWNER);
    const shadow = await consolidation.migrationIn('shadow');
    const { dataSource } = consolidation.database;
    const rosters = new EasyRosters(consolidation.rosters);
    const engine = new TaskTrial(dataSource, {
      ...{ rosters, assignments: consolidation.assignments, hearers: [consolidation.endings] },
      router: new ByMigration({ [capabilities.canary]: canary, [capabilities.shadow]: shadow }),
      executors: new FunctionExecutors(works),
    });
    const { clock, changes, desk, wakeUps, outbox } = engine;
    const live = new LiveActivationRules();
    const work = engine.parts.work as UnitOfWork;
    await new ActivationRuleDesk(live, work, outbox as Outbox, clock, consolidation.rosters).onModuleInit();
    const log = new ActivationLog(dataSource, clock, engine.parts.log);
    const activation = new ActivationHandlers(live, consolidation.rosters, desk, log, clock);
    const reports = new OutcomeReports(changes, rosters, clock, { next: () => 0 }, wakeUps);
    engine.runner.start();
    return new ConsumingTrial(consolidation, engine, activation, reports);
  }

  async stop(): Promise<void> {
    await this.engine.runner.stop();
    await this.consolidation.drop();
  }

  /** As one replica's consumer does: in this order, so many in one transaction; what can't be handled yet comes again later. */
  async deliver(told: readonly Told[], atOnce: number): Promise<void> {
    let left = [...told];
    while (left.length > 0) {
      const again: Told[] = [];
      for (let i = 0; i < left.length; i += atOnce) {
        const batch = left.slice(i, i + atOnce);
        await this.handle(batch.flatMap((one) => ('event' in one ? [one.event] : [])));
        for (const one of batch) if ('report' in one && !(await this.heard(one))) again.push(one);
      }
      left = again;
      if (left.length > 0) await new Promise((later) => setTimeout(later, 20));
    }
  }

  private async handle(events: readonly EventEnvelope<object>[]): Promise<void> {
    const isBooked = (event: EventEnvelope<object>) => event.type === eventOf(OrderBooked).type;
    const booked = events.filter(isBooked) as EventEnvelope<OrderBooked>[];
    const others = events.filter((event) => !isBooked(event));
    const { dataSource } = this.consolidation.database;
    if (others.length > 0) await dataSource.transaction((tx) => this.activation.activate(tx, others));
    if (booked.length > 0) await dataSource.transaction((tx) => this.consolidation.standings.keep(tx, booked));
  }

  /** A report comes after the call that it answers, if not always after its end. @returns false when it must come again */
  private async heard(told: Extract<Told, { report: string }>): Promise<boolean> {
    const { dataSource } = this.consolidation.database;
    const [task] = await dataSource.query<{ id: string; agent_id: string | null; tries: number }[]>(
      'SELECT id, agent_id, tries FROM tasks WHERE key = $1',
      [told.key],
    );
    if (!task || task.tries === 0) return false;
    const data: TaskOutcomeReported = {
      ...{ taskId: task.id, agentId: told.by ?? task.agent_id!, outcome: told.report },
      ...(told.report === 'succeeded' && { output: { done: true } }),
    } as TaskOutcomeReported;
    const { clock } = this.engine;
    const event = envelope(eventOf(TaskOutcomeReported).type, data, { time: clock.now().toISOString() });
    try {
      await dataSource.transaction((tx) => this.reports.hear(tx, event));
      return true;
    } catch (error) {
      if (error instanceof NotYet) return false;
      throw error;
    }
  }
}

let ids = 0;

/** An event with an id of its own. */
export function told<T extends object>(event: EventClass<T>, data: T, version = 1): Told {
  return { event: envelope(eventOf(event).type, data, { id: `e-${(ids += 1)}`, version }) };
}
