import { readFileSync } from 'node:fs';
import type { TaskTemplate } from '../rules/activation-rule.js';

/** A rule as it is delivered: live from the beginning, as long as nobody changes it. */
export interface SeededActivationRule {
  readonly id: string;
  readonly name: string;
  readonly eventType: string;
  readonly when: string;
  readonly source: string;
  readonly template: TaskTemplate;
}

export const seededActivationRules = (): SeededActivationRule[] =>
  JSON.parse(readFileSync(new URL('./activation-rules.json', import.meta.url), 'utf8')) as SeededActivationRule[];
