import type { MigrationDetail, MigrationShown, StoppedAgent } from '@vividwalls/contracts';
import { MIGRATION_STATES } from '../../consolidation/consolidation-api.js';
import { stateWords } from '../../consolidation/migration-text.js';
import type { Output } from '../../output.js';
import { shown } from '../../terminal.js';
import { STOPPED } from '../agents-api.js';
import type { Demo } from './demo.js';
import type { Incident } from './incident.js';
import type { ProvenMigration } from './prove-migration.js';

/** What was there before the work began. */
export interface Prepared {
  /** Migrations that were not planned before. */
  readonly planned: number;
  readonly migrations: readonly MigrationShown[];
  /** Budgets that were made. */
  readonly budgets: number;
  /** Personas that got a rule. */
  readonly rules: number;
}

export interface Summary {
  readonly seconds: number;
  readonly migrations: Readonly<Record<string, number>>;
  readonly tasks: { readonly asked: number; readonly new: number };
  readonly comparisons: { readonly matches: number; readonly differences: number; readonly incomparable: number };
  readonly prepared: { readonly planned: number; readonly budgets: number; readonly rules: number };
  /** Migrations whose match gate a person overruled, this time. */
  readonly overruled: readonly string[];
  readonly rolledBack: readonly string[];
  /** Migrations that did not get where the demo takes them, and why. */
  readonly short: readonly { readonly migration: string; readonly state: string; readonly why: string }[];
  readonly stopped: readonly { readonly agentId: string; readonly cause: string; readonly reason: string }[];
  readonly incident: Incident | null;
}

export async function summarise(
  demo: Demo,
  { planned, budgets, rules }: Prepared,
  of: { readonly proven: readonly ProvenMigration[]; readonly incident: Incident | null; readonly seconds: number },
): Promise<Summary> {
  const now = await demo.migrations();
  const stopped = await demo.api.list<StoppedAgent>(STOPPED, {}, 200, 100);
  return {
    seconds: Math.round(of.seconds * 10) / 10,
    migrations: countByState(now),
    tasks: { asked: demo.sent.all, new: demo.sent.fresh },
    comparisons: await comparisonsOf(demo, of.proven),
    prepared: { planned, budgets, rules },
    overruled: of.proven.filter(({ overruled }) => overruled).map(({ name }) => name),
    rolledBack: now.filter(({ state }) => state === 'rolled_back').map(nameOf),
    short: of.proven.flatMap(({ name, state, short: why }) => (why === null ? [] : [{ migration: name, state, why }])),
    stopped: stopped.map(({ agentId, cause, reason }) => ({ agentId, cause, reason })),
    incident: of.incident,
  };
}

const nameOf = ({ targetAgentId, personaId }: MigrationShown): string => `${targetAgentId}/${personaId}`;

function countByState(migrations: readonly MigrationShown[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { state } of migrations) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

async function comparisonsOf(demo: Demo, proven: readonly ProvenMigration[]): Promise<Summary['comparisons']> {
  const sums = { matches: 0, differences: 0, incomparable: 0 };
  for (const { id } of proven) {
    const { shadow }: MigrationDetail = await demo.migration(id);
    sums.matches += shadow.matches;
    sums.differences += shadow.differences;
    sums.incomparable += shadow.incomparable;
  }
  return sums;
}

export function summaryText({ paint }: Output, of: Summary): string {
  const states = MIGRATION_STATES.filter((state) => of.migrations[state] !== undefined);
  const { matches, differences, incomparable } = of.comparisons;
  return [
    paint.bold(`The agents’ part was played in ${of.seconds} s.`),
    `Migrations: ${states.map((state) => `${of.migrations[state]} ${stateWords(state)}`).join(', ')}`,
    `Tasks: ${of.tasks.asked} asked for, ${of.tasks.new} of them new`,
    `Comparisons: ${matches} matches, ${differences} differences, ${incomparable} without an output to compare`,
    ...listed('Overruled by the owner', of.overruled),
    ...listed('Rolled back', of.rolledBack),
    ...listed(
      'Over budget, and standing still',
      of.stopped.map(({ agentId }) => agentId),
    ),
    ...of.short.map(({ migration, state, why }) => shown(`${migration} stays in ${stateWords(state)}: ${why}`)),
  ].join('\n');
}

const listed = (title: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [shown(`${title}: ${names.join(', ')}`)];
