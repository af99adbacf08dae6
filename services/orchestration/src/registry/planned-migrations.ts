import type { Roster } from './roster.js';

/** One step of the consolidation: a persona of a target agent takes over from the legacy agent it stands for. */
export interface PlannedMigration {
  readonly targetAgentId: string;
  readonly personaId: string;
  /** One, as seeded; a list, because a migration may be drawn up for several. */
  readonly legacyAgentIds: readonly string[];
}

/**
 * The migrations that a roster asks for: one for each persona of a target agent that stands for a legacy agent other than
 * itself. An agent of both rosters has nothing to take over from itself; a persona of its own replaces nobody.
 *
 * @returns in the order of target agents and personas, so that the same roster always gives the same list
 */
export function plannedMigrations({ agents }: Pick<Roster, 'agents'>): PlannedMigration[] {
  const targets = [...agents.values()].filter(({ inTarget }) => inTarget);
  const migrations = targets.flatMap(({ id, personas }) =>
    personas.flatMap(({ id: personaId, legacyAgentId }) =>
      legacyAgentId === null || legacyAgentId === id
        ? []
        : [{ targetAgentId: id, personaId, legacyAgentIds: [legacyAgentId] }],
    ),
  );
  return migrations.sort((a, b) => compare(a.targetAgentId, b.targetAgentId) || compare(a.personaId, b.personaId));
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
