import { readFileSync } from 'node:fs';
import type { LabelledTask } from '../labelled/labelled-task.js';
import type { PersonaRule } from '../rules/persona-rule.js';
import type { PersonaWords } from '../samples/sample.js';

/** A rule as it is delivered: live from the beginning, as long as nobody changes it. */
export type SeededPersonaRule = PersonaRule & { readonly source: string };

export const seededPersonaRules = (): SeededPersonaRule[] => read('persona-rules.json');
export const seededLabels = (): LabelledTask[] => read('labelled-tasks.json');
export const seededPersonaWords = (): PersonaWords[] => read('persona-words.json');

function read<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`./${name}`, import.meta.url), 'utf8')) as T;
}
