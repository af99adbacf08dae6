import type { Context } from '../context.js';
import { columns } from '../output.js';
import type { LetterGroup, ListedLetter } from './dead-letter.js';

const SHOWN_ERROR_CHARACTERS = 80;

/** Enough of an id to tell letters apart, and to name one to the commands. */
const SHORT_ID_CHARACTERS = 8;

/** Letters as rows; on a terminal with short ids. */
export function letterTable({ output, terminal }: Context, letters: readonly ListedLetter[]): string {
  const short = terminal.stdout.isTTY === true;
  const rows = letters.map((letter) => {
    const { id, state, failedAt, consumer, origin, attempts, reason, error } = letter;
    return [
      short ? id.slice(0, SHORT_ID_CHARACTERS) : id,
      state,
      failedAt,
      consumer,
      origin.eventType ?? '(no event)',
      `${origin.stream} ${origin.sequence}`,
      String(attempts),
      reason,
      error.split('\n')[0]!.slice(0, SHOWN_ERROR_CHARACTERS),
    ];
  });
  const titles = ['id', 'state', 'failed', 'consumer', 'event', 'origin', 'attempts', 'reason', 'error'];
  return output.table(columns(titles), rows);
}

/** Groups as rows. */
export function groupTable({ output }: Context, groups: readonly LetterGroup[]): string {
  const rows = groups.map(({ count, state, consumer, type, reason, oldest, newest }) => [
    ...[String(count), state, consumer, type ?? '(no event)', reason, oldest, newest],
  ]);
  const titles = ['state', 'consumer', 'event', 'reason', 'oldest', 'newest'];
  return output.table([...columns([], ['letters']), ...columns(titles)], rows);
}
