import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type {
  CommissionStatement,
  CommissionStatementLine,
  CommissionStatementWithLines,
  Page,
} from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { CommandError, usageError } from '../command-error.js';
import type { Context } from '../context.js';
import { ExitCode } from '../exit-codes.js';
import { columns, type Output } from '../output.js';
import { named } from './commissions.js';
import { writeCsv } from './write-csv.js';

const STATEMENTS = '/api/finance/commissions/statements';

/** A statement of thousands of lines takes its time to be drawn. */
const PDF_WITHIN_MS = 60_000;

export interface StatementOptions {
  readonly limit: number;
  readonly currency?: string;
  readonly csv?: boolean;
  readonly pdf?: string;
}

/** What a payee earned and was paid in a month; as it is shown, as CSV, or as a PDF to be sent. */
export const statement: Action<StatementOptions> = async (context, options, [period, beneficiary]) => {
  const { api, output } = context;
  const { csv, pdf, limit } = options;
  if (csv && pdf !== undefined) throw usageError('Choose one of --csv and --pdf.');
  const { id } = await find(context, period!, beneficiary!, options.currency);
  if (csv) return writeCsv(context, `${STATEMENTS}/${id}`, {});
  if (pdf !== undefined) return writePdf(context, id, pdf);
  const found = await api.get<CommissionStatementWithLines>(`${STATEMENTS}/${id}`, { limit });
  output.result(found, () => statementText(output, found));
};

async function find(
  { api }: Context,
  period: string,
  beneficiary: string,
  currency?: string,
): Promise<CommissionStatement> {
  const { items } = await api.get<Page<CommissionStatement>>(STATEMENTS, { period, beneficiary });
  const wanted = items.filter((one) => currency === undefined || one.currency === currency);
  if (wanted.length === 1) return wanted[0]!;
  if (wanted.length === 0) {
    const inCurrency = currency === undefined ? '' : ` in ${currency}`;
    throw new CommandError(ExitCode.notFound, `${beneficiary} has no statement of ${period}${inCurrency}.`);
  }
  const currencies = wanted.map((one) => one.currency).join(', ');
  throw usageError(`${beneficiary} has statements of ${period} in ${currencies}: choose one with --currency.`);
}

async function writePdf({ api, output, terminal }: Context, id: string, file: string): Promise<void> {
  const bytes = await api.bytes(`${STATEMENTS}/${id}`, { format: 'pdf' }, PDF_WITHIN_MS);
  const path = resolve(terminal.cwd, file);
  await writeFile(path, bytes).catch((error: NodeJS.ErrnoException) => {
    throw usageError(`Cannot write ${path}: ${error.code ?? error.message}.`);
  });
  output.result({ statementId: id, file: path, bytes: bytes.length }, () => `${path}: ${bytes.length} bytes`);
}

function statementText(output: Output, found: CommissionStatementWithLines): string {
  const { currency, held, payable, lines, state, closesOn, outstandingMinor } = found;
  const money = (minor: string) => amount(minor, currency);
  const negated = (minor: string) =>
    money(minor.startsWith('-') ? minor.slice(1) : minor === '0' ? minor : `-${minor}`);
  const balances = output.table(columns([''], ['on hold', 'to be paid']), [
    ['carried forward', money(held.openingMinor), money(payable.openingMinor)],
    ['commissions', money(held.accruedMinor), ''],
    ['released', negated(held.releasedMinor), money(payable.releasedMinor)],
    ['topped up to floor', '', money(payable.toppedUpMinor)],
    ['taken back', negated(held.clawedBackMinor), negated(payable.clawedBackMinor)],
    ['paid', '', negated(payable.paidMinor)],
    ['at the end', money(held.closingMinor), money(payable.closingMinor)],
  ]);
  const stands =
    state === 'open'
      ? `Open until ${closesOn}: it may still change.`
      : state === 'settled'
        ? 'Settled: nothing of it is left to pay.'
        : `${money(outstandingMinor)} ${currency} may be paid on it.`;
  const shown = lines.length === 0 ? ['Nothing moved.'] : [lineTable(output, lines, money)];
  const more = found.nextCursor === undefined ? [] : ['There are more lines: ask for them with --limit, or --csv.'];
  return [`${named(found.beneficiary)}, ${found.period}, ${currency}`, balances, stands, ...shown, ...more].join('\n');
}

function lineTable(
  output: Output,
  lines: readonly CommissionStatementLine[],
  money: (minor: string) => string,
): string {
  const moved = (minor: string) => (minor === '0' ? '' : money(minor));
  return output.table(
    columns(['occurred', 'kind', 'order', 'plan', 'period'], ['credited', 'on hold', 'to be paid']),
    lines.map((line) => [
      ...[line.occurredAt, line.kind, line.orderName ?? line.orderId ?? line.reference ?? '', line.planName ?? ''],
      ...[line.period ?? '', line.baseMinor === undefined ? '' : money(line.baseMinor)],
      ...[moved(line.heldMinor), moved(line.payableMinor)],
    ]),
  );
}
