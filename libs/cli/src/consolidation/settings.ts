import type { MigrationDetail, MigrationSettingsShown, MigrationShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { migrationPath } from './consolidation-api.js';
import { findMigration } from './find-migration.js';
import { movesText, stateWords } from './migration-text.js';
import { changedSettings, type ChangedSettings, type SettingsOptions } from './settings-options.js';

/** What moves a migration by itself; changes of it what was said. Exit code 2 when there is no such gate or threshold. */
export const settings: Action<SettingsOptions> = async ({ api, output }, options, [id]) => {
  let migration = await findMigration(api, id!);
  const changed = changedSettings(options);
  if (changed) {
    assertKnown(changed, migration.settings);
    const path = migrationPath(migration.id);
    await api.put<MigrationShown>(`${path}/settings`, changed, keyed());
    migration = await api.get<MigrationDetail>(path);
  }
  const { id: migrationId, settings: is, isAutomatic, excluded } = migration;
  const document = { id: migrationId, ...is, isAutomatic, excluded };
  output.result(document, () => settingsText(output, migration));
};

/** A name that is none is told with those that there are. */
function assertKnown({ gates = {}, thresholds = {} }: ChangedSettings, is: MigrationSettingsShown): void {
  const unknown = (given: object, known: object): string | undefined =>
    Object.keys(given).find((name) => !Object.hasOwn(known, name));
  const gate = unknown(gates, is.gates);
  if (gate !== undefined) throw usageError(`There is no gate ${gate}. There are: ${names(is.gates)}`);
  const threshold = unknown(thresholds, is.thresholds);
  if (threshold !== undefined)
    throw usageError(`There is no threshold ${threshold}. There are: ${names(is.thresholds)}`);
}

const names = (figures: object): string => Object.keys(figures).join(', ');

function settingsText(output: Output, migration: MigrationDetail): string {
  const { id, targetAgentId, personaId, state, settings: is, excluded } = migration;
  const lead = facts([
    ['migration', id],
    ['to', `${targetAgentId} as ${personaId}`],
    ['state', stateWords(state)],
    ['moves', movesText(migration)],
  ]);
  const kept =
    excluded.length === 0
      ? 'No work stays with the legacy agent.'
      : output.table(
          columns(['stays with the legacy agent', 'when']),
          excluded.map(({ name, when }) => [name, when]),
        );
  return [
    ...[lead, '', output.table(columns(['gate', 'means'], ['value']), rowsOf(is.gates))],
    ...['', output.table(columns(['rolled back by', 'means'], ['value']), rowsOf(is.thresholds))],
    ...['', kept],
  ].join('\n');
}

const rowsOf = (figures: MigrationSettingsShown['gates']): string[][] =>
  Object.entries(figures).map(([name, value]) => [name, MEANINGS[name] ?? '', value === null ? 'auto' : String(value)]);

/** What an operator must know to set one; one that is not known here shows its name alone. */
const MEANINGS: Readonly<Record<string, string>> = {
  matchShare: 'share of proposals that must match',
  confidence: 'of every interval',
  errorMargin: 'how much worse errors may be than the legacy agent’s',
  canaryMinSamples: 'ended tasks of each side in a canary; auto: as many as the match needs',
  errorShare: 'share of tasks that fail',
  p95Ms: '95 of 100 tasks take longer, ms',
  revenueLoss: 'share of revenue that is lost against the legacy agent',
  windowMinutes: 'tasks of the last so many minutes count',
  minSamples: 'ended tasks, or comparisons, that are needed; auto: as many as the match needs',
  revenueWindowMinutes: 'revenue of the last so many minutes counts',
  revenueMinSubjects: 'customers of each side that are needed',
  revenueConfidence: 'how sure a loss of revenue must be',
};
