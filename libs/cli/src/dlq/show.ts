import { CommandError } from '../command-error.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import type { Letter } from './dead-letter.js';
import { findLetter } from './find-letter.js';
import { letterText } from './letter-text.js';

export interface ShowOptions {
  /** Only the event's data, to be mended and given to `redrive --data`. */
  readonly data?: boolean;
  /** Only the message as it was, to be mended and given to `redrive --envelope`. */
  readonly message?: boolean;
}

/** One dead letter with everything that is known of it. Exit code 5 when there is none of that id. */
export const show: Action<ShowOptions> = async ({ api, output, terminal }, { data, message }, [id]) => {
  const letter = await findLetter(api, id!);
  if (data) terminal.stdout.write(`${harmless(JSON.stringify(dataOf(letter), null, 2))}\n`);
  else if (message) terminal.stdout.write(`${terminal.stdout.isTTY ? readable(letter.payload) : letter.payload}\n`);
  else output.result(letter, () => letterText(letter));
};

function dataOf({ payload, encoding }: Letter): unknown {
  const text = encoding === 'utf8' ? payload : '';
  try {
    const { data } = (JSON.parse(text) ?? {}) as { data?: unknown };
    if (data !== undefined) return data;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(
    ExitCode.negative,
    'Its message is no event, so there is no data. Look at it (--message) and give a whole envelope (redrive --envelope).',
  );
}

/** JSON escapes most control characters itself; those it leaves are escaped as it would, so that a file has the same data. */
const harmless = (json: string): string =>
  json.replace(/[\u007f-\u009f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);

const readable = (text: string): string => text.split('\n').map(shown).join('\n');
