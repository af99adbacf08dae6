import type { Page } from '@vividwalls/contracts';
import type { Api } from '../api/api.js';
import { CommandError, usageError } from '../command-error.js';
import { ExitCode } from '../exit-codes.js';
import { LETTERS, type Letter, type ListedLetter } from './dead-letter.js';

const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const START_OF_ID = /^[0-9a-f]{4}[0-9a-f-]{0,32}$/i;

/** Candidates that are named when a beginning fits several. */
const NAMED = 5;

/** A letter by its id, or by a beginning of it that only one letter has. */
export async function findLetter(api: Api, given: string): Promise<Letter> {
  if (!START_OF_ID.test(given)) {
    throw usageError(
      `"${given}" is no id of a dead letter, nor four digits or more of its beginning. See: vw dlq list`,
    );
  }
  if (WHOLE_ID.test(given)) return api.get<Letter>(`${LETTERS}/${given}`);
  const { items } = await api.get<Page<ListedLetter>>(LETTERS, { state: 'all', id: given, limit: NAMED });
  if (items.length === 0) {
    throw new CommandError(ExitCode.notFound, `No dead letter's id begins with ${given}. See: vw dlq list --state all`);
  }
  if (items.length > 1) {
    throw usageError(`${given} is the beginning of several ids:\n  ${items.map(({ id }) => id).join('\n  ')}`);
  }
  return api.get<Letter>(`${LETTERS}/${items[0]!.id}`);
}
