import { formatMinor } from '@vividwalls/money';
import { csvOf, type CsvCell } from '@vividwalls/platform';
import { beneficiaryKey } from '../plans/beneficiary.js';
import type { StatementLine } from './statement-line.js';
import { closingHeld, closingPayable, type Statement } from './statement.js';

const COLUMNS = [
  ...['statement', 'beneficiary', 'period', 'currency', 'day', 'kind', 'order', 'order_name', 'plan', 'plan_period'],
  ...['credited', 'held', 'payable', 'reference', 'journal_cause'],
].map((title) => ({ title }));

/**
 * A statement as CSV: its opening balances, every movement, its closing balances; amounts in the currency's units, so that the
 * lines between add up to the difference of the balances.
 *
 * @param dayOf the shop's day of an instant
 */
export function statementCsv(
  statement: Statement,
  lines: readonly StatementLine[],
  dayOf: (instant: Date) => string,
): string {
  const { month, currency, held, payable } = statement;
  const head: CsvCell[] = [statement.id, beneficiaryKey(statement.beneficiary), month.slice(0, 7), currency];
  const amount = (minor: bigint): string => formatMinor(minor, currency);
  const balance = (kind: string, heldMinor: bigint, payableMinor: bigint): CsvCell[] => [
    ...[...head, null, kind, null, null, null, null, null],
    ...[amount(heldMinor), amount(payableMinor), null, null],
  ];
  const rows = lines.map((line): CsvCell[] => [
    ...[...head, dayOf(line.occurredAt), line.kind, line.orderId, line.orderName, line.planName, line.period],
    line.baseMinor === null ? null : amount(line.baseMinor),
    ...[amount(line.heldMinor), amount(line.payableMinor), line.reference, line.cause],
  ]);
  return csvOf(COLUMNS, [
    balance('opening', held.openingMinor, payable.openingMinor),
    ...rows,
    balance('closing', closingHeld(statement), closingPayable(statement)),
  ]);
}
