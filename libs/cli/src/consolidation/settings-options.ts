import { InvalidArgumentError, Option, type Command } from 'commander';
import { MIGRATION_STATES } from './consolidation-api.js';

export interface SettingsOptions {
  readonly advanceUpTo?: string;
  readonly automatic?: 'on' | 'off';
  readonly gate?: Figures;
  readonly threshold?: Figures;
}

/** Figures by name; null leaves one to what the others ask for. */
type Figures = Readonly<Record<string, number | null>>;

/** A body of settings: what is left out stays as it is. */
export interface ChangedSettings {
  readonly gates?: Figures;
  readonly thresholds?: Figures;
  readonly advanceUpTo?: string | null;
  readonly isAutomatic?: boolean;
}

/** States that it can go to by itself. */
const AHEAD = MIGRATION_STATES.filter((state) => state !== 'planned' && state !== 'rolled_back');

/** Options that set what moves a migration by itself. */
export function withSettings(command: Command): Command {
  return command
    .addOption(
      new Option('--advance-up-to <state>', 'go there by itself, when every gate is passed; none: by hand').choices([
        ...AHEAD,
        'none',
      ]),
    )
    .addOption(
      new Option('--automatic <on|off>', 'let gates and thresholds move it by themselves').choices(['on', 'off']),
    )
    .option('--gate <name=value>', 'what it must show: matchShare=0.9, minSamples=auto; may be repeated', figure)
    .option('--threshold <name=value>', 'what rolls it back: p95Ms=4000; may be repeated', figure);
}

/** What was said of it; undefined when nothing was. */
export function changedSettings(options: SettingsOptions): ChangedSettings | undefined {
  const { advanceUpTo, automatic, gate, threshold } = options;
  const changed = {
    ...(gate && { gates: gate }),
    ...(threshold && { thresholds: threshold }),
    ...(advanceUpTo !== undefined && { advanceUpTo: advanceUpTo === 'none' ? null : advanceUpTo }),
    ...(automatic !== undefined && { isAutomatic: automatic === 'on' }),
  };
  return Object.keys(changed).length === 0 ? undefined : changed;
}

/** `matchShare=0.9`, added to those that were given before. */
export function figure(text: string, before: Figures = {}): Figures {
  const [, name, value] = /^([A-Za-z][A-Za-z0-9]*)=(auto|-?\d+(?:\.\d+)?)$/.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new InvalidArgumentError('Expected a name and a number: matchShare=0.9, or minSamples=auto.');
  return { ...before, [name]: value === 'auto' ? null : Number(value) };
}
