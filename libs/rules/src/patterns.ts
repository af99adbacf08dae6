import { RE2JS } from '@bufbuild/re2';
import { Lru } from './lru.js';
import { MAX_PATTERN_CHARACTERS } from './limits.js';

const PATTERNS = 1_000;
const patterns = new Lru<string, RE2JS>(PATTERNS);

/**
 * The pattern of `matches`, in the syntax of RE2: no look-around and no back references, so that matching takes time in
 * proportion to the text whatever the pattern.
 *
 * @throws Error when it is no pattern, or too long a one
 */
export function patternOf(text: string): RE2JS {
  if (text.length > MAX_PATTERN_CHARACTERS) {
    throw new Error(`a pattern has at most ${MAX_PATTERN_CHARACTERS} characters`);
  }
  return patterns.get(text, () => RE2JS.compile(text));
}
