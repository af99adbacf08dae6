import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { bulk, type BulkOptions } from './bulk.js';
import { LETTERS, type Letter } from './dead-letter.js';
import { findLetter } from './find-letter.js';
import { filterOf, type FilterOptions } from './letter-filter.js';
import { readJsonObject } from './read-json.js';
import { awaitOutcome } from './await-outcome.js';

export interface DecideOptions extends FilterOptions, BulkOptions {
  /** All open letters, when no filter is given. */
  readonly all?: boolean;
}

export interface RedriveOptions extends DecideOptions {
  /** A file with the event's data as it should have been. */
  readonly data?: string;
  /** A file with the whole envelope as it should have been. */
  readonly envelope?: string;
  /** Whether to wait for what becomes of a single letter. */
  readonly wait: boolean;
}

/** Sends one letter, or all that match, to the consumer that failed. */
export const redrive: Action<RedriveOptions> = async (context, options, [id]) => {
  const { api, output, terminal } = context;
  const { data, envelope, reason } = options;
  const chosen = choiceOf(id, options);
  if (!('id' in chosen)) {
    if (data !== undefined || envelope !== undefined)
      throw usageError('--data and --envelope mend one letter: name it.');
    return bulk(context, 'redrive', chosen.filter, options);
  }
  if (data !== undefined && envelope !== undefined) throw usageError('Give --data or --envelope, not both.');
  const mended = {
    ...(data !== undefined && { data: await readJsonObject(terminal, data) }),
    ...(envelope !== undefined && { envelope: await readJsonObject(terminal, envelope) }),
  };
  const letter = await findLetter(api, chosen.id);
  const sent = await api.post<Letter>(`${LETTERS}/${letter.id}/redrive`, { reason, ...mended });
  const after = options.wait ? await awaitOutcome(context, sent) : sent;
  output.result(after, () => shown(outcomeText(after)));
  return after.state === 'failed again' ? ExitCode.negative : ExitCode.ok;
};

/** Puts one letter, or all that match, aside for good. */
export const discard: Action<DecideOptions> = async (context, options, [id]) => {
  const chosen = choiceOf(id, options);
  if (!('id' in chosen)) return bulk(context, 'discard', chosen.filter, options);
  const letter = await findLetter(context.api, chosen.id);
  const { reason } = options;
  const after = await context.api.post<Letter>(`${LETTERS}/${letter.id}/discard`, { reason });
  context.output.result(after, () => `Discarded: letter ${after.id}.`);
  return ExitCode.ok;
};

/** One letter or many, never both, and never all of them by leaving something out. */
function choiceOf(id: string | undefined, options: DecideOptions): { id: string } | { filter: object } {
  const filter = filterOf(options);
  const filtered = Object.keys(filter).length > 0;
  if (id !== undefined) {
    if (filtered || options.all) throw usageError('Name one letter, or say which by a filter, not both.');
    return { id };
  }
  if (!filtered && !options.all) {
    throw usageError('Which letters? Name one, give a filter (--consumer, --type, --failure, …), or say --all.');
  }
  return { filter };
}

function outcomeText({ id, state, nextLetterId, error }: Letter): string {
  switch (state) {
    case 'handled':
      return `Handled: letter ${id}.`;
    case 'failed again':
      return `It failed again. See: vw dlq show ${nextLetterId}`;
    default:
      return `On its way: letter ${id}, given up before for “${error.split('\n')[0]}”. Look later: vw dlq show ${id}`;
  }
}
