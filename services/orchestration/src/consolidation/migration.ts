import type { GateFinding } from '@vividwalls/events';
import type { JsonObject } from '../json.js';
import type { MigrationInForce, MigrationState } from './assignment.js';
import type { ExcludedKind } from './excluded-work.js';

/** The migration of legacy agents to a persona of a target agent. */
export interface Migration {
  readonly id: string;
  readonly targetAgentId: string;
  readonly personaId: string;
  /** The first is the persona's own and acts for the legacy side. */
  readonly legacyAgentIds: readonly string[];
  readonly state: MigrationState;
  readonly stateSince: Date;
  /** How often it was planned. */
  readonly run: number;
  readonly version: number;
  /** What differs from the usual settings. */
  readonly settings: JsonObject;
  readonly excluded: readonly ExcludedKind[];
  /** Whether thresholds and gates move it by themselves. */
  readonly isAutomatic: boolean;
  readonly createdAt: Date;
  readonly createdBy: string;
}

/** One step that was taken. */
export interface MigrationMove {
  readonly version: number;
  readonly from: MigrationState | null;
  readonly to: MigrationState;
  readonly reason: string;
  readonly findings: readonly GateFinding[];
  readonly actor: string;
  readonly at: Date;
}

/** Who acts for the legacy side of a migration or for the target's. */
export const ARMS = ['legacy', 'target'] as const;
export type Arm = (typeof ARMS)[number];

export function inForce(migration: Migration): MigrationInForce {
  const { id, state, targetAgentId, personaId, legacyAgentIds, excluded, run } = migration;
  return {
    ...{ id, state, targetAgentId, personaId, legacyAgentIds, run },
    excluded: excluded.map(({ when }) => when),
    excludedNames: excluded.map(({ name }) => name),
  };
}
