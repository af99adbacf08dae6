import type { Agent } from '../../registry/agent.js';
import type { Roster } from '../../registry/roster.js';
import type { Migration } from '../migration.js';
import type { Reader } from '../migration-rows.js';
import type { GateEvidence } from './evidence.js';
import { armFigures, shadowFigures } from './figure-rows.js';

/** What is known about a migration in its present state. */
export async function gateEvidence(tx: Reader, migration: Migration, roster: Roster): Promise<GateEvidence> {
  return (await gateEvidences(tx, [migration], roster)).get(migration.id)!;
}

/** The same of many, by migration, in as many statements as of one. */
export async function gateEvidences(
  tx: Reader,
  migrations: readonly Migration[],
  roster: Roster,
): Promise<Map<string, GateEvidence>> {
  const arms = await armFigures(tx, migrations);
  const compared = await shadowFigures(tx, migrations);
  return new Map(
    migrations.map((migration) => {
      const { legacy, target } = arms.get(migration.id)!;
      const slaP95Ms = roster.agents.get(migration.targetAgentId)?.sla.p95Ms ?? null;
      const shadow = compared.get(migration.id)!;
      return [migration.id, { target, legacy, shadow, slaP95Ms, obstacles: obstaclesOf(migration, roster) }];
    }),
  );
}

/** Why the two sides of a migration can't work: somebody isn't there, or gets no work. */
export function obstaclesOf(
  { targetAgentId, personaId, legacyAgentIds }: Pick<Migration, 'targetAgentId' | 'personaId' | 'legacyAgentIds'>,
  { agents }: Pick<Roster, 'agents'>,
): string[] {
  const target = agents.get(targetAgentId);
  const unknown = legacyAgentIds.filter((id) => !agents.has(id)).map((id) => `there is no legacy agent ${id}`);
  if (!target) return [`there is no agent ${targetAgentId}`, ...unknown];
  return [...targetObstacles(target, personaId), ...unknown];
}

function targetObstacles({ id, inTarget, status, personas }: Agent, personaId: string): string[] {
  return [
    ...(inTarget ? [] : [`${id} is none of the target roster`]),
    ...(status === 'active' ? [] : [`${id} is ${status}, and gets no work`]),
    ...(personas.some((one) => one.id === personaId) ? [] : [`${id} has no persona ${personaId}`]),
  ];
}
