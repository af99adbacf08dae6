import { SETTING_VALUE_MAX, type MigrationSettingChange } from '@vividwalls/events';
import type { ExcludedKind } from '../excluded-work.js';
import { completeSettings, type ChangedSettings } from '../migration-settings.js';

/** All of a migration that a person can set. */
export interface SettableParts {
  readonly settings: ChangedSettings;
  readonly excluded: readonly ExcludedKind[];
  readonly isAutomatic: boolean;
}

/** What is another by a change: values that are in force, also where nobody had set them. Empty when nothing is. */
export function settingChanges(before: SettableParts, after: SettableParts): MigrationSettingChange[] {
  const [was, is] = [valuesOf(before), valuesOf(after)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((setting) => ({ setting, before: was.get(setting) ?? null, after: is.get(setting) ?? null }))
    .filter((change) => change.before !== change.after);
}

/** In words, by their place; what is nothing is left out. */
function valuesOf({ settings, excluded, isAutomatic }: SettableParts): Map<string, string> {
  const { gates, thresholds, advanceUpTo } = completeSettings(settings);
  const groups = Object.entries({ gates, thresholds }).flatMap(([group, values]) =>
    Object.entries(values).map(([name, value]) => [`${group}.${name}`, value as number | null] as const),
  );
  const all = [...groups, ['advanceUpTo', advanceUpTo] as const, ['isAutomatic', isAutomatic] as const];
  return new Map([
    ...all.filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)] as const),
    ...excluded.map(({ name, when }) => [`excluded: ${name}`, when.slice(0, SETTING_VALUE_MAX)] as const),
  ]);
}
