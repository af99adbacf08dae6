import type { Page } from '@vividwalls/contracts';
import { CommandError, usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import type { DeadLetter } from './dead-letter.js';

/** One dead letter with everything that is known of it. Exit code 5 when there is none of that number. */
export const show: Action<object> = async ({ api, output }, _options, [number]) => {
  if (!/^\d{1,15}$/.test(number!)) throw usageError(`A dead letter's number is digits, got "${number}"`);
  // The list runs downwards from its cursor: the page of one below the next number is this one, or an older.
  const cursor = String(Number(number) + 1);
  const { items } = await api.get<Page<DeadLetter>>('/api/gateway/dead-letters', { cursor, limit: 1 });
  const letter = items.find((one) => String(one.sequence) === number);
  if (!letter) throw new CommandError(ExitCode.notFound, `There is no dead letter ${number}. See: vw dlq list`);
  output.result(letter, () => JSON.stringify(letter, null, 2).split('\n').map(shown).join('\n'));
};
