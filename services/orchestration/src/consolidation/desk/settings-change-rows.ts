import type { MigrationSettingChange } from '@vividwalls/events';
import type { EntityManager } from 'typeorm';
import type { Reader } from '../migration-rows.js';

/** What somebody set of a migration, and when. */
export interface SettingsChange {
  /** The migration's version since then. */
  readonly version: number;
  readonly changes: readonly MigrationSettingChange[];
  readonly actor: string;
  readonly at: Date;
}

export async function insertSettingsChanges(
  tx: EntityManager,
  changes: readonly (SettingsChange & { readonly migrationId: string })[],
): Promise<void> {
  await tx.query(
    `INSERT INTO migration_settings_changes (migration_id, version, changes, actor, at)
     SELECT "migrationId", version, changes, actor, at FROM jsonb_to_recordset($1::jsonb)
       AS c ("migrationId" uuid, version integer, changes jsonb, actor text, at timestamptz)`,
    [JSON.stringify(changes)],
  );
}

/** Newest first. */
export async function listSettingsChanges(tx: Reader, migrationId: string, limit: number): Promise<SettingsChange[]> {
  return tx.query<SettingsChange[]>(
    `SELECT version, changes, actor, at FROM migration_settings_changes WHERE migration_id = $1
     ORDER BY version DESC LIMIT $2`,
    [migrationId, limit],
  );
}
