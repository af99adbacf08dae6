import { Injectable } from '@nestjs/common';
import type { GateFinding } from '@vividwalls/events';
import { Outbox } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { RegistryWriter } from '../../registry/registry-writer.js';
import type { Roster } from '../../registry/roster.js';
import type { MigrationState } from '../assignment.js';
import type { Migration, MigrationMove } from '../migration.js';
import { bumpConsolidation, insertMoves, updateMigration } from '../migration-rows.js';
import { migrationMoved } from './migration-events.js';

/** Why a migration goes to a state, and who says so. */
export interface MoveReason {
  readonly to: MigrationState;
  readonly reason: string;
  readonly findings: readonly GateFinding[];
  readonly actor: string;
}

/** Writes a step that was decided on: the state, the move, the event, the status of legacy agents. One transaction. */
@Injectable()
export class MigrationMover {
  constructor(
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly registry: RegistryWriter,
  ) {}

  /** @param migration as it is, its row locked */
  async move(tx: EntityManager, migration: Migration, why: MoveReason, roster: Roster): Promise<Migration> {
    const { to, reason, findings, actor } = why;
    const at = this.clock.now();
    const run = to === 'planned' ? migration.run + 1 : migration.run;
    const moved = { ...migration, state: to, stateSince: at, run, version: migration.version + 1 };
    const move: MigrationMove = { version: moved.version, from: migration.state, to, reason, findings, actor, at };
    await updateMigration(tx, moved);
    await insertMoves(tx, [{ ...move, migrationId: moved.id }]);
    await this.outbox.append(tx, [migrationMoved(moved, move)]);
    await this.setLegacyAgents(tx, migration, why, roster);
    await bumpConsolidation(tx);
    return moved;
  }

  /**
   * Legacy agents are retired with the migration, and active again when a retired one is rolled back. Up to then they stand by:
   * a rollback has nothing to wake. An agent that is of the target roster too goes on for its own sake.
   */
  private async setLegacyAgents(
    tx: EntityManager,
    { state, legacyAgentIds, targetAgentId }: Migration,
    { to, reason, actor }: MoveReason,
    { agents }: Roster,
  ): Promise<void> {
    const by = { actor, at: this.clock.now() };
    const own = legacyAgentIds.filter((id) => id !== targetAgentId && agents.get(id)?.inTarget === false);
    if (to === 'retired') {
      const free = await withoutOtherWork(tx, own);
      await this.registry.setStatuses(tx, free, 'retired', `replaced by ${targetAgentId}`, by);
    } else if (to === 'rolled_back' && state === 'retired') {
      await this.registry.setStatuses(
        tx,
        own,
        'active',
        `takes over again from ${targetAgentId}: ${reason}`.slice(0, 500),
        by,
      );
    }
  }
}

/** Those of these legacy agents that act for no other migration. */
async function withoutOtherWork(tx: EntityManager, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const rows = await tx.query<{ id: string }[]>(
    `SELECT id FROM unnest($1::text[]) AS g (id)
     WHERE NOT EXISTS (SELECT FROM agent_migrations m WHERE g.id = ANY (m.legacy_agent_ids) AND m.state <> 'retired')`,
    [ids],
  );
  return rows.map(({ id }) => id);
}
