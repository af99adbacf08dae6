import type { Agent } from '../registry/agent.js';
import { DATA_CLASSES, EFFECTS, type Capability, type DataClass, type Effects } from '../registry/capability.js';
import type { PlannedMigration } from '../registry/planned-migrations.js';
import type { Roster } from '../registry/roster.js';

export const RISK_LEVELS = ['low', 'medium', 'high'] as const;
export type RiskLevel = (typeof RISK_LEVELS)[number];

/** How a migration may go wrong, and what that would do. */
export interface MigrationRisk {
  readonly migration: PlannedMigration;
  readonly capabilities: readonly Capability[];
  readonly likelihood: RiskLevel;
  readonly impact: RiskLevel;
  readonly risk: RiskLevel;
  /** Whether the mapping is in a source, or inferred. */
  readonly basis: string;
  /** Messages seen on the way to the legacy agents; null when nobody has counted any. */
  readonly volume: number | null;
  readonly effects: Effects;
  readonly dataClass: DataClass;
  readonly reversible: boolean;
}

/** From so many messages on a fault is met by many before somebody sees it. */
export const BUSY_FROM = 1_000;

/** Ways of comparing that say how much alike two outputs are, and not whether they are right. */
const VAGUE_COMPARATORS: ReadonlySet<string> = new Set(['text', 'schema-only']);

/**
 * Likelihood: one point when the mapping is inferred rather than in a source, one when outputs are free text, so that a worse
 * successor may look alike.
 *
 * Impact: the effects (none 0, in our own records 1, seen by others 2), one point for personal data and two for payment data,
 * one when it cannot be taken back, one when it is busy ({@link BUSY_FROM} messages). Volume that nobody knows adds nothing,
 * and is shown as unknown.
 */
export function migrationRisk(
  migration: PlannedMigration,
  { agents, capabilities }: Pick<Roster, 'agents' | 'capabilities'>,
  volumes: ReadonlyMap<string, number>,
): MigrationRisk {
  const persona = agents.get(migration.targetAgentId)?.personas.find(({ id }) => id === migration.personaId);
  const able = capabilitiesOf(migration, agents).flatMap((name) => capabilities.get(name) ?? []);
  const basis = persona?.basis ?? 'not said';
  const effects = worst(
    EFFECTS,
    able.map((one) => one.effects),
  );
  const dataClass = worst(
    DATA_CLASSES,
    able.map((one) => one.dataClass),
  );
  const reversible = able.every((one) => one.reversible);
  const volume = volumeOf(migration, volumes);
  const likelihood = level(
    Number(!basis.startsWith('explicit')) +
      Number(able.some(({ comparator }) => VAGUE_COMPARATORS.has(comparator.name))),
    [1, 2],
  );
  const impact = level(
    EFFECTS.indexOf(effects) +
      Math.max(0, DATA_CLASSES.indexOf(dataClass) - DATA_CLASSES.indexOf('internal')) +
      Number(!reversible) +
      Number((volume ?? 0) >= BUSY_FROM),
    [2, 4],
  );
  const risk = level(RISK_LEVELS.indexOf(likelihood) + RISK_LEVELS.indexOf(impact), [2, 3]);
  return { migration, capabilities: able, likelihood, impact, risk, basis, volume, effects, dataClass, reversible };
}

/** What moves: what the legacy agents can do. */
export function capabilitiesOf(migration: PlannedMigration, agents: ReadonlyMap<string, Agent>): string[] {
  const names = migration.legacyAgentIds.flatMap((id) => agents.get(id)?.capabilities.map(({ name }) => name) ?? []);
  return [...new Set(names)].sort();
}

/** The worst of some; the mildest there is when there are none. */
function worst<T extends string>(order: readonly T[], values: readonly T[]): T {
  return values.reduce((a, b) => (order.indexOf(b) > order.indexOf(a) ? b : a), order[0]!);
}

function level(points: number, [medium, high]: readonly [number, number]): RiskLevel {
  return points >= high ? 'high' : points >= medium ? 'medium' : 'low';
}

function volumeOf({ legacyAgentIds }: PlannedMigration, volumes: ReadonlyMap<string, number>): number | null {
  const known = legacyAgentIds.flatMap((id) => volumes.get(id) ?? []);
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}
