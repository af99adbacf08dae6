import { DEFAULT_EXCLUDED } from '../consolidation/excluded-work.js';
import { canarySamplesNeeded, samplesNeeded, USUAL_SETTINGS } from '../consolidation/migration-settings.js';
import type { Capability } from '../registry/capability.js';
import { plannedMigrations, type PlannedMigration } from '../registry/planned-migrations.js';
import type { Roster } from '../registry/roster.js';
import type { Consolidated } from './consolidated.js';
import { count, list, page, table } from './markdown.js';
import { capabilitiesOf } from './migration-risk.js';

/** How each migration is tested before, while and after it is switched. */
export function testingStrategy({ roster }: Consolidated): string {
  const { gates, thresholds } = USUAL_SETTINGS;
  const migrations = plannedMigrations(roster);
  const percent = (share: number) => `${Number((share * 100).toFixed(1))} %`;
  return page(
    '# Testing strategy',
    'What every migration must show before it goes on, and what takes it back. Made from the registry and from the usual settings of the gates; a migration may set its own.',
    '## In every migration',
    list([
      `**Shadow**: the legacy agent acts, the target proposes; at least ${count(samplesNeeded(gates))} comparisons, of which at least ` +
        `${percent(gates.matchShare)} match by the lower bound of the Wilson interval at ${percent(gates.confidence)}. ` +
        `${count(samplesNeeded(gates))} is the fewest with which that can be shown at all.`,
      `**Canary**, 10 and then 50 of 100 subjects: at least ${count(canarySamplesNeeded(gates))} ended tasks of either side; the share of ` +
        `errors at most ${percent(gates.errorMargin)} above the legacy agent's by the upper bound of Newcombe's interval; the 95th ` +
        "percentile of run times within the agent's SLA.",
      `**Stays with the legacy agent until it is active**: ${DEFAULT_EXCLUDED.map(({ name }) => name).join(', ')}.`,
      `**Rolled back by itself**: errors above ${percent(thresholds.errorShare)}, a 95th percentile above ${count(thresholds.p95Ms)} ms ` +
        `(${count(thresholds.windowMinutes)} minutes, at least ${count(thresholds.minSamples)} ended tasks), revenue per subject more than ` +
        `${percent(thresholds.revenueLoss)} below the legacy side, and certainly so.`,
      '**Rolled back by a person**: from every state at once; the next piece of work is the legacy agent’s again, and no task in flight is lost.',
    ]),
    '## Migrations',
    [...Map.groupBy(migrations, ({ targetAgentId }) => targetAgentId)].flatMap(([id, of]) => [
      `### ${roster.agents.get(id)?.name ?? id}`,
      table(
        [
          'Takes over',
          'Capabilities and how their outputs are compared',
          'Samples',
          'Kept back besides',
          'Rolling back',
        ],
        of.map((migration) => migrationRow(migration, roster, samplesNeeded(gates))),
      ),
    ]),
  );
}

function migrationRow(migration: PlannedMigration, roster: Roster, samples: number): string[] {
  const { agents, capabilities } = roster;
  const able = capabilitiesOf(migration, agents).flatMap((name) => capabilities.get(name) ?? []);
  const names = migration.legacyAgentIds.map((id) => agents.get(id)?.name ?? id);
  return [
    names.join(', '),
    able.map((one) => `\`${one.name}\`: ${compared(one)}`).join('; ') || 'none known: nothing to compare',
    `${count(samples)} of its work`,
    keptBack(able),
    rollingBack(able),
  ];
}

function compared({ comparator: { name, settings } }: Capability): string {
  const of = settings === undefined ? '' : ` ${JSON.stringify(settings)}`;
  return `${name}${of}`;
}

function keptBack(able: readonly Capability[]): string {
  const approved = able.filter(({ approval }) => approval !== 'never').map(({ name }) => `\`${name}\``);
  return approved.length === 0 ? 'nothing' : `${approved.join(', ')} waits for a person in every state`;
}

function rollingBack(able: readonly Capability[]): string {
  const final = able.filter(({ reversible }) => !reversible).map(({ name }) => `\`${name}\``);
  return final.length === 0
    ? 'undoes nothing: what was done can be taken back'
    : `what was done stays done: ${final.join(', ')}`;
}
