import { MigrationMoved, MigrationSettingsChanged } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Migration, MigrationMove } from '../migration.js';
import type { SettingsChange } from './settings-change-rows.js';

/** The news of a step. `migration` is as it is since then. */
export function migrationMoved(migration: Migration, move: MigrationMove): NewEvent<MigrationMoved> {
  const { id: migrationId, targetAgentId, personaId, legacyAgentIds, version } = migration;
  const { from, to, reason, findings, actor } = move;
  return {
    event: MigrationMoved,
    subject: migrationId,
    ...{ version, actor, time: move.at.toISOString() },
    data: {
      ...{ migrationId, targetAgentId, personaId, legacyAgentIds: [...legacyAgentIds], from, to },
      ...{ migrationVersion: version, reason, findings: [...findings] },
    },
  };
}

/** The news that it was set otherwise. `migration` is as it is since then. */
export function migrationSettingsChanged(
  { id: migrationId, targetAgentId, personaId }: Migration,
  { version, changes, actor, at }: SettingsChange,
): NewEvent<MigrationSettingsChanged> {
  return {
    event: MigrationSettingsChanged,
    subject: migrationId,
    ...{ version, actor, time: at.toISOString() },
    data: { migrationId, targetAgentId, personaId, migrationVersion: version, changes: [...changes] },
  };
}
