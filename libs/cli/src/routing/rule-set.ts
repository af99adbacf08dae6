import type { PersonaRuleShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import { hintedConflict } from '../api/problem.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { readJsonObject } from '../dlq/read-json.js';
import { shown } from '../terminal.js';
import { rulePath, RULES } from './routing-api.js';

/** What a rule shows and nobody writes. */
const SHOWN_ALONE = ['state', 'liveVersion', 'updatedAt', 'updatedBy', 'change', 'versions'];

/**
 * Makes a rule of what is in a file, or a new version of one: a file that names the version that was looked at changes that
 * one. Either is a draft. Exit code 1 when it was changed meanwhile, or there is one of that id.
 */
export const ruleSet: Action<{ change?: string }> = async ({ api, output, terminal }, { change }, [file]) => {
  const given = await readJsonObject(terminal, file!);
  const { id, version, ...written } = Object.fromEntries(
    Object.entries(given).filter(([name]) => !SHOWN_ALONE.includes(name)),
  );
  const source = file === '-' ? 'standard input' : file;
  if (typeof id !== 'string') throw usageError(`${source} names no rule: { "id": "hospitality-weddings", … }`);
  if (version !== undefined && change === undefined) throw usageError('What is changed? Say it: --change TEXT');
  const set =
    version === undefined
      ? api.post<PersonaRuleShown>(RULES, { id, ...written }, keyed())
      : api.put<PersonaRuleShown>(rulePath(id), { ...written, expectedVersion: version, change }, keyed());
  const rule = await set.catch((error: unknown) => {
    throw hintedConflict(error, `Change what is there: vw route rule ${id} --json > FILE`);
  });
  output.result(rule, () =>
    shown(
      `${rule.id} is a draft in version ${rule.version}; it decides nothing yet. Test it: vw route rule-test ${rule.id}`,
    ),
  );
};
