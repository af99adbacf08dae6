import { Injectable } from '@nestjs/common';
import type { RoutingDecision } from '../routing/routing-decision.js';
import { Assignments } from '../tasks/ports.js';
import type { Task } from '../tasks/task.js';
import { assign, targetKey } from './assign.js';
import { MIGRATION_STATES, type Assignment, type MigrationStates } from './assignment.js';
import { inForce } from './migration.js';
import { migrationsIn, shareMigrations, type Reader } from './migration-rows.js';

/**
 * The migrations' states in memory: one row is read for each batch of work, and everything only when that row says that something
 * changed. Whoever begins work by them shares a lock that a move takes alone: what is begun as before a move has committed before
 * the move has, in every process. So a rollback is in force from the moment at which it is answered.
 */
@Injectable()
export class MigrationAssignments extends Assignments {
  private loaded: MigrationStates | undefined;

  async hold(tx: Reader): Promise<void> {
    await shareMigrations(tx);
  }

  async statesFor(tx: Reader): Promise<MigrationStates> {
    const version = await versionOf(tx);
    if (this.loaded?.version === version) return this.loaded;
    // What is read after its version may be newer than it, and then is loaded once more the next time: never older.
    const migrations = await migrationsIn(tx, MIGRATION_STATES);
    const byTarget = migrations.map((one) => [targetKey(one.targetAgentId, one.personaId), inForce(one)] as const);
    this.loaded = { version, byTarget: new Map(byTarget) };
    return this.loaded;
  }

  assign(task: Task, decision: Extract<RoutingDecision, { kind: 'agent' }>, states: MigrationStates): Assignment {
    return assign(task, decision, states);
  }
}

async function versionOf(tx: Reader): Promise<number> {
  const rows = await tx.query<{ version: string }[]>('SELECT version FROM consolidation_state');
  return Number(rows[0]!.version);
}
