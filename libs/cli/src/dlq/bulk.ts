import { keyed } from '../api/keyed.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { confirm } from './confirm.js';
import { LETTERS, type DryRun, type LetterJob } from './dead-letter.js';
import { followJob } from './follow-job.js';
import { groupTable, letterTable } from './letter-table.js';

export interface BulkOptions {
  readonly reason: string;
  /** Letters per second. */
  readonly rate?: number;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
}

/**
 * All open letters that match: counts them first, asks, and follows the job to its end.
 *
 * @returns 0 when all are done, or none matched; 1 when nobody said yes, or the job was aborted; 6 when letters were skipped
 */
export async function bulk(
  context: Context,
  kind: 'redrive' | 'discard',
  filter: object,
  { reason, rate, dryRun = false, yes = false }: BulkOptions,
): Promise<ExitCode> {
  const { api, output, terminal } = context;
  const path = `${LETTERS}/${kind}s`;
  const found = await api.post<DryRun>(path, { filter, reason, dryRun: true });
  if (dryRun || found.total === 0) {
    output.result(found, () => (found.total > 0 ? previewText(context, found) : 'No open dead letters match.'));
    return ExitCode.ok;
  }
  if (!yes) {
    terminal.stderr.write(`${found.groups.map(groupLine).join('\n')}\n`);
    const verb = kind === 'redrive' ? 'Redrive' : 'Discard, for good,';
    if (!(await confirm(terminal, `${verb} ${found.total} dead letters?`))) return refused(context);
  }
  const order = { filter, reason, ...(rate !== undefined && { ratePerSecond: rate }) };
  return followJob(context, await api.post<LetterJob>(path, order, keyed()));
}

function refused({ output }: Context): ExitCode {
  output.result({ done: false }, () => 'Nothing was done.');
  return ExitCode.negative;
}

const groupLine = ({ count, consumer, type, reason }: DryRun['groups'][number]): string =>
  shown(`${count} × ${consumer}, ${type ?? 'no event'}, ${reason}`);

function previewText(context: Context, { total, groups, first }: DryRun): string {
  const tables = [groupTable(context, groups), `${total} open letters match. The oldest:`, letterTable(context, first)];
  return tables.join('\n');
}
