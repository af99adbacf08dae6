import { MigrationMoved } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Migration, MigrationMove } from '../migration.js';

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
