import type { ConsolidationFigures, MigrationShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { Api } from '../api/api.js';
import { columns, type Output } from '../output.js';
import { CONSOLIDATION, MIGRATION_STATES, MIGRATIONS } from './consolidation-api.js';
import { stateWords } from './migration-text.js';

const PAGE_SIZE = 100;
/** More than there are legacy agents. */
const MIGRATIONS_MAX = 1_000;

/** The consolidation in figures: what was counted, what the plan said, and how far the migrations are. */
export const status: Action<object> = async ({ api, output }) => {
  const figures = await api.get<ConsolidationFigures>(CONSOLIDATION);
  const byState = await countByState(api);
  output.result({ ...figures, migrationsByState: byState }, () => statusText(output, figures, byState));
};

type Counts = Readonly<Record<string, number>>;

async function countByState(api: Api): Promise<Counts> {
  const counts: Record<string, number> = {};
  for await (const { state } of api.pages<MigrationShown>(MIGRATIONS, {}, MIGRATIONS_MAX, PAGE_SIZE))
    counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

function statusText(output: Output, figures: ConsolidationFigures, byState: Counts): string {
  const { legacyAgents, targetAgents, potentialPaths, routes, observedPaths, stayingAgents, plan } = figures;
  const rows = [
    ['agents', legacyAgents, targetAgents, plan.legacyAgents, plan.targetAgents],
    [
      ...['potential paths', potentialPaths.before, potentialPaths.after],
      ...[plan.potentialPaths.before, plan.potentialPaths.after],
    ],
    ['routes of the hierarchy', routes.before, routes.after, '', ''],
  ].map((row) => row.map(String));
  return [
    output.table(columns(['counted'], ['before', 'after', 'plan, before', 'plan, after']), rows),
    `${stayingAgents} agents stay; ${observedPaths} paths between agents were taken so far. The plan: ${plan.source}`,
    migrationsText(figures.migrations, byState),
    ...gapsText(output, figures),
  ].join('\n');
}

function migrationsText(needed: number, byState: Counts): string {
  const known = MIGRATION_STATES.filter((state) => byState[state] !== undefined);
  if (known.length === 0) return `${needed} migrations are needed and none is planned: vw consolidation plan`;
  const counts = known.map((state) => `${byState[state]} ${stateWords(state)}`).join(', ');
  return `Migrations: ${counts}; the roster asks for ${needed}.`;
}

function gapsText(output: Output, { gaps, capabilitiesWithoutTarget }: ConsolidationFigures): string[] {
  const without = capabilitiesWithoutTarget.join(', ');
  return [
    ...(gaps.length === 0
      ? ['Every legacy agent has a home.']
      : [
          output.paint.yellow(`${gaps.length} legacy agents have no home:`),
          output.table(
            columns(['agent', 'reason'], []),
            gaps.map(({ agentId, reason }) => [agentId, reason]),
          ),
        ]),
    ...(without === '' ? [] : [output.paint.yellow(`No active agent of the roster after can do: ${without}`)]),
  ];
}
