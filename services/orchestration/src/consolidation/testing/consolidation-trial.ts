import { catalogue, ENVELOPE_EXTENSIONS, type OrderBooked } from '@vividwalls/events';
import { Outbox, type EventEnvelope } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Json } from '../../json.js';
import { RegistryWriter } from '../../registry/registry-writer.js';
import { RosterCache } from '../../registry/roster-cache.js';
import { RegistrySeeder } from '../../registry/seeding/registry-seeder.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import type { TaskState } from '../../tasks/task.js';
import type { MigrationState } from '../assignment.js';
import { MigrationDesk } from '../desk/migration-desk.js';
import { MigrationMover } from '../desk/migration-mover.js';
import { ThresholdSweeper } from '../desk/threshold-sweeper.js';
import { bucketOf } from '../bucket.js';
import { MigrationAssignments } from '../migration-assignments.js';
import type { Migration } from '../migration.js';
import type { EndedTask } from '../outcomes/arm-of.js';
import { ConsolidationEndings } from '../outcomes/consolidation-endings.js';
import { OrderStandings } from '../outcomes/order-standings.js';

/** A clock that a spec sets. */
export class TrialClock extends Clock {
  time = new Date('2026-11-22T12:00:00.000Z');

  now(): Date {
    return this.time;
  }

  pass(minutes: number): void {
    this.time = new Date(this.time.getTime() + minutes * 60_000);
  }
}

export const OWNER = { actor: 'user:owner' };

/** How a task of a spec ended. */
export interface Ending {
  readonly subject?: string;
  readonly state?: TaskState;
  readonly output?: Json;
  readonly runMs?: number;
  readonly more?: Partial<EndedTask>;
}

/** Consolidation with a database of its own and the seeded registry; tasks end as a spec says. */
export class ConsolidationTrial {
  readonly clock = new TrialClock();
  readonly warnings: string[] = [];
  readonly assignments = new MigrationAssignments();
  readonly standings = new OrderStandings();
  readonly rosters: RosterCache;
  readonly desk: MigrationDesk;
  readonly sweeper: ThresholdSweeper;
  readonly endings: ConsolidationEndings;
  private readonly registry: RegistryWriter;
  private readonly unitOfWork = {
    run: <T>(work: (tx: EntityManager) => Promise<T>) => this.database.dataSource.transaction(work),
  };

  private constructor(readonly database: OrchestrationDatabase) {
    const { clock, assignments } = this;
    const outbox = new Outbox({
      ...{ source: 'vividwalls/orchestration', catalogue, extensions: ENVELOPE_EXTENSIONS },
      now: () => clock.now(),
    });
    const unitOfWork = this.unitOfWork as never;
    this.rosters = new RosterCache(database.dataSource);
    this.registry = new RegistryWriter(outbox);
    const mover = new MigrationMover(outbox, clock, this.registry);
    this.desk = new MigrationDesk(unitOfWork, outbox, clock, this.rosters, mover);
    const log = { warn: (message: string) => void this.warnings.push(message) };
    this.sweeper = new ThresholdSweeper(unitOfWork, this.rosters, mover, clock, { SHOP_CURRENCY: 'USD' }, log);
    this.endings = new ConsolidationEndings(assignments, this.rosters, outbox, clock);
  }

  static async open(name: string): Promise<ConsolidationTrial> {
    const trial = new ConsolidationTrial(await createOrchestrationDatabase(name));
    await new RegistrySeeder(trial.unitOfWork as never, trial.registry, trial.clock).seed();
    return trial;
  }

  drop(): Promise<void> {
    return this.database.drop();
  }

  query<T>(sql: string, parameters: unknown[] = []): Promise<T[]> {
    return this.database.dataSource.query(sql, parameters);
  }

  /** A migration of the roster that no other spec has, in a state; gates on the way there are overruled. */
  async migrationIn(state: MigrationState): Promise<Migration> {
    await this.desk.planAll(OWNER);
    const [free] = await this.query<{ id: string }>(
      `UPDATE agent_migrations SET version = version + 1
       WHERE id = (SELECT id FROM agent_migrations WHERE version = 1 ORDER BY id LIMIT 1) RETURNING id`,
    ).then(([rows]) => rows as unknown as { id: string }[]);
    let migration = await this.desk.change(free!.id, {}, OWNER);
    while (migration.state !== state) migration = await this.forward(migration);
    return migration;
  }

  forward({ id, state }: Migration): Promise<Migration> {
    return this.desk.advance(id, { from: state, overrule: true, reason: 'the spec wants it' }, OWNER);
  }

  /** The legacy agent's act. */
  acted(migration: Migration, ending: Ending = {}): EndedTask {
    const who = { agentId: migration.legacyAgentIds[0]!, personaId: null, migrationId: migration.id };
    return this.task({ ...ending, more: { ...who, ...ending.more } });
  }

  /** The target's act. */
  actedAnew(migration: Migration, ending: Ending = {}): EndedTask {
    const who = { agentId: migration.targetAgentId, personaId: migration.personaId, migrationId: migration.id };
    return this.task({ ...ending, more: { ...who, ...ending.more } });
  }

  /** The target's proposal beside an act. */
  proposed(migration: Migration, act: EndedTask, ending: Ending = {}): EndedTask {
    const more = { mode: 'propose' as const, shadowOf: act.id, migrationId: null, ...ending.more };
    return this.actedAnew(migration, { ...ending, more });
  }

  /** Subjects of which the canary gives this share of buckets to the target, or leaves it to the legacy agent. */
  subjects(migration: Migration, arm: 'legacy' | 'target', count: number, buckets = 10): string[] {
    const found: string[] = [];
    for (let i = 0; found.length < count; i++) {
      const subject = `customer-${i}`;
      if (bucketOf(migration.id, subject) < buckets === (arm === 'target')) found.push(subject);
    }
    return found;
  }

  /** As the engine does: ends in one transaction. */
  end(tasks: readonly EndedTask[]): Promise<void> {
    return this.database.dataSource.transaction((tx) => this.endings.ended(tx, tasks));
  }

  private task({
    subject = 'customer-1',
    state = 'succeeded',
    output = { ok: true },
    runMs = 100,
    more,
  }: Ending): EndedTask {
    const endedAt = this.clock.now();
    const startedAt = new Date(endedAt.getTime() - runMs);
    const id = uuidv7();
    return {
      ...{ id, key: id, capability: 'order.triage', input: {}, context: {}, priority: 'medium', subject },
      ...{ requestedBy: 'rule:spec', pinnedAgentId: null, parentId: null, mode: 'act', shadowOf: null, test: false },
      ...{ correlationId: id, causationId: id, traceparent: null, state, waitsFor: null, runAfter: startedAt },
      ...{ waitsUntil: null, dueAt: null, agentId: null, personaId: null, targetAgentId: null, migrationId: null },
      ...{ routing: null, attempt: 1, tried: [], stage: 'assigned', deaths: 0, spendState: 'none', spendKey: null },
      ...{
        reservedMinor: null,
        actualMinor: null,
        currency: null,
        tokens: null,
        output: state === 'succeeded' ? output : null,
      },
      ...{ error: null, leaseToken: 1, cancelRequested: false, createdAt: startedAt, startedAt, endedAt },
      ...more,
    };
  }

  /** What finance said of orders, as the consumer handles it. */
  booked(
    orders: readonly {
      readonly id: string;
      readonly customer: string;
      readonly minor: bigint;
      readonly version?: number;
    }[],
  ) {
    const events = orders.map(({ id, customer, minor, version = 1 }) => ({
      version,
      data: {
        order: {
          ...{ orderId: id, customerId: customer, currency: 'USD', test: false, netRevenueMinor: String(minor) },
          placedAt: this.clock.now().toISOString(),
        },
      },
    })) as unknown as EventEnvelope<OrderBooked>[];
    return this.database.dataSource.transaction((tx) => this.standings.keep(tx, events));
  }

  /** Events of a type in the outbox about a subject, in order. */
  async told<T>(type: string, subject: string): Promise<T[]> {
    const rows = await this.query<{ payload: string }>(
      `SELECT payload FROM outbox WHERE payload LIKE '%"type":"' || $1 || '"%' AND payload LIKE '%' || $2 || '%' ORDER BY id`,
      [type, subject],
    );
    return rows.map(({ payload }) => (JSON.parse(payload) as { data: T }).data);
  }
}
