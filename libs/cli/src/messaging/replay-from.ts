import { InvalidArgumentError } from 'commander';
import { instant } from '../dlq/letter-filter.js';

/** Where a replay begins: `beginning`, the digits of a sequence, an instant, or a time ago. */
export function replayFrom(text: string, now: Date): 'beginning' | { time: string } | { sequence: number } {
  if (text === 'beginning') return text;
  if (!/^\d+$/.test(text)) return { time: instant(text, now) };
  const sequence = Number(text);
  if (sequence < 1 || !Number.isSafeInteger(sequence)) {
    throw new InvalidArgumentError('Expected beginning, a sequence from 1, an instant, or a time ago (2h).');
  }
  return { sequence };
}
