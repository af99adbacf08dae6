import type { MigrationSettingChange } from '@vividwalls/events';
import type { Outbox } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { Migration } from '../migration.js';
import { migrationSettingsChanged } from './migration-events.js';
import { insertSettingsChanges } from './settings-change-rows.js';

/** A migration as it is since its settings were changed. */
export interface SetOtherwise {
  readonly migration: Migration;
  readonly changes: readonly MigrationSettingChange[];
}

/** Records who set what of migrations otherwise, and tells it. */
export async function tellSettings(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  set: readonly SetOtherwise[],
  by: { readonly actor: string; readonly at: Date },
): Promise<void> {
  if (set.length === 0) return;
  const told = set.map(({ migration, changes }) => ({
    migration,
    change: { version: migration.version, changes, ...by },
  }));
  await insertSettingsChanges(
    tx,
    told.map(({ migration, change }) => ({ migrationId: migration.id, ...change })),
  );
  await outbox.append(
    tx,
    told.map(({ migration, change }) => migrationSettingsChanged(migration, change)),
  );
}
