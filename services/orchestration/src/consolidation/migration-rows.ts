import type { GateFinding } from '@vividwalls/events';
import type { EntityManager } from 'typeorm';
import type { JsonObject } from '../json.js';
import type { MigrationState } from './assignment.js';
import type { ExcludedKind } from './excluded-work.js';
import type { Migration, MigrationMove } from './migration.js';

/** Whoever can read: a transaction, or the data source itself. */
export type Reader = Pick<EntityManager, 'query'>;

const COLUMNS = `id, target_agent_id, persona_id, legacy_agent_ids, state, state_since, run, version, settings, excluded,
  is_automatic, created_at, created_by`;

interface MigrationRow {
  readonly id: string;
  readonly target_agent_id: string;
  readonly persona_id: string;
  readonly legacy_agent_ids: string[];
  readonly state: MigrationState;
  readonly state_since: Date;
  readonly run: number;
  readonly version: number;
  readonly settings: JsonObject;
  readonly excluded: ExcludedKind[];
  readonly is_automatic: boolean;
  readonly created_at: Date;
  readonly created_by: string;
}

export async function findMigration(
  tx: Reader,
  id: string,
  lock: '' | 'FOR NO KEY UPDATE' = '',
): Promise<Migration | undefined> {
  const rows = await tx.query<MigrationRow[]>(`SELECT ${COLUMNS} FROM agent_migrations WHERE id = $1 ${lock}`, [id]);
  return rows.map(toMigration)[0];
}

export interface MigrationFilter {
  readonly state?: MigrationState | undefined;
  readonly targetAgentId?: string | undefined;
  /** The last id of the page before. */
  readonly cursor?: string | undefined;
}

/** In the order of their ids: the oldest first, so that a page stays what it was. */
export async function listMigrations(tx: Reader, filter: MigrationFilter, limit: number): Promise<Migration[]> {
  const { state, targetAgentId, cursor } = filter;
  const rows = await tx.query<MigrationRow[]>(
    `SELECT ${COLUMNS} FROM agent_migrations
     WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR target_agent_id = $2)
       AND ($3::uuid IS NULL OR id > $3) ORDER BY id LIMIT $4`,
    [state ?? null, targetAgentId ?? null, cursor ?? null, limit],
  );
  return rows.map(toMigration);
}

/** All in these states, at most a few hundred: as many as there are personas. */
export async function migrationsIn(tx: Reader, states: readonly MigrationState[]): Promise<Migration[]> {
  const rows = await tx.query<MigrationRow[]>(
    `SELECT ${COLUMNS} FROM agent_migrations WHERE state = ANY($1::text[]) ORDER BY id`,
    [states],
  );
  return rows.map(toMigration);
}

/** Writes those whose target and persona have none yet. @returns the ids that are new */
export async function insertMigrations(tx: EntityManager, migrations: readonly Migration[]): Promise<Set<string>> {
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO agent_migrations (${COLUMNS})
     SELECT id, target_agent_id, persona_id, ARRAY(SELECT jsonb_array_elements_text(legacy)), state, at, 1, 1, settings,
       excluded, is_automatic, at, created_by
     FROM jsonb_to_recordset($1::jsonb) AS m (id uuid, target_agent_id text, persona_id text, legacy jsonb, state text,
       at timestamptz, settings jsonb, excluded jsonb, is_automatic boolean, created_by text)
     ORDER BY target_agent_id, persona_id
     ON CONFLICT (target_agent_id, persona_id) DO NOTHING RETURNING id`,
    [
      JSON.stringify(
        migrations.map((one) => ({
          ...{ id: one.id, target_agent_id: one.targetAgentId, persona_id: one.personaId, legacy: one.legacyAgentIds },
          ...{ state: one.state, at: one.createdAt, settings: one.settings, excluded: one.excluded },
          ...{ is_automatic: one.isAutomatic, created_by: one.createdBy },
        })),
      ),
    ],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Writes what may change of a migration. Its row is locked by the caller. */
export async function updateMigration(tx: EntityManager, migration: Migration): Promise<void> {
  const { id, state, stateSince, run, version, settings, excluded, isAutomatic } = migration;
  await tx.query(
    `UPDATE agent_migrations SET state = $2, state_since = $3, run = $4, version = $5, settings = $6, excluded = $7,
       is_automatic = $8 WHERE id = $1`,
    [id, state, stateSince, run, version, JSON.stringify(settings), JSON.stringify(excluded), isAutomatic],
  );
}

export async function insertMoves(
  tx: EntityManager,
  moves: readonly (MigrationMove & { readonly migrationId: string })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO migration_moves (migration_id, version, from_state, to_state, reason, findings, actor, at)
     SELECT "migrationId", version, "from", "to", reason, findings, actor, at
     FROM jsonb_to_recordset($1::jsonb) AS m ("migrationId" uuid, version integer, "from" text, "to" text, reason text,
       findings jsonb, actor text, at timestamptz)`,
    [JSON.stringify(moves)],
  );
}

interface MoveRow {
  readonly version: number;
  readonly from_state: MigrationState | null;
  readonly to_state: MigrationState;
  readonly reason: string;
  readonly findings: GateFinding[];
  readonly actor: string;
  readonly at: Date;
}

/** Newest first. */
export async function listMoves(tx: Reader, migrationId: string, limit: number): Promise<MigrationMove[]> {
  const rows = await tx.query<MoveRow[]>(
    `SELECT version, from_state, to_state, reason, findings, actor, at FROM migration_moves
     WHERE migration_id = $1 ORDER BY version DESC LIMIT $2`,
    [migrationId, limit],
  );
  return rows.map(({ from_state, to_state, ...row }) => ({ ...row, from: from_state, to: to_state }));
}

/** Why each migration is in its state: the reason of its last move. */
export async function stateReasons(tx: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.query<{ migration_id: string; reason: string }[]>(
    `SELECT DISTINCT ON (migration_id) migration_id, reason FROM migration_moves
     WHERE migration_id = ANY($1::uuid[]) ORDER BY migration_id, version DESC`,
    [ids],
  );
  return new Map(rows.map(({ migration_id, reason }) => [migration_id, reason]));
}

/** Shared by who begins work, taken alone by who moves a migration. */
const MOVES = `hashtextextended('consolidation:moves', 0)`;

/** No migration moves from here to the end of the transaction. */
export async function shareMigrations(tx: Reader): Promise<void> {
  await tx.query(`SELECT pg_advisory_xact_lock_shared(${MOVES})`);
}

/**
 * Counts the version of the migrations up: whoever claims work next loads them anew. The row stays locked until the end of the
 * transaction: call it last.
 */
export async function bumpConsolidation(tx: EntityManager): Promise<void> {
  // Waits for whoever begins work by the states as they were; whoever comes later waits for this transaction, a fair queue.
  await tx.query(`SELECT pg_advisory_xact_lock(${MOVES})`);
  await tx.query(`UPDATE consolidation_state SET version = nextval('consolidation_versions')`);
}

export const toMigration = (row: MigrationRow): Migration => ({
  ...{ id: row.id, targetAgentId: row.target_agent_id, personaId: row.persona_id },
  ...{ legacyAgentIds: row.legacy_agent_ids, state: row.state, stateSince: row.state_since, run: row.run },
  ...{ version: row.version, settings: row.settings, excluded: row.excluded, isAutomatic: row.is_automatic },
  ...{ createdAt: row.created_at, createdBy: row.created_by },
});
