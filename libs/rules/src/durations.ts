import { Environment } from '@marcbachmann/cel-js';
import type { Duration } from '@marcbachmann/cel-js/evaluator';
import { MAX_DURATION_CHARACTERS } from './limits.js';

const parser = new Environment().registerVariable('text', 'string').parse('duration(text)');

/**
 * A duration written in a rule: `36h`, `1h30m`, `-2.5s`.
 *
 * @throws Error when it is none
 */
export function durationOf(text: string): Duration {
  if (text.length > MAX_DURATION_CHARACTERS) throw new Error(`more than ${MAX_DURATION_CHARACTERS} characters`);
  return parser({ text }) as Duration;
}
