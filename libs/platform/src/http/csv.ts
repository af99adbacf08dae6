/** A cell: text from anywhere, or a number of ours. Null is a value that is missing: an empty cell, never a zero. */
export type CsvCell = string | number | bigint | null;

export interface CsvColumn {
  readonly title: string;
}

/** What a reply must be able to do; Fastify's can. */
export interface CsvReply {
  header(name: string, value: string): unknown;
}

export const CSV_TYPE = 'text/csv; charset=utf-8; header=present';

const LINE_END = '\r\n';

const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

/** A spreadsheet takes text that begins so for a formula, also in the full-width forms of East Asian keyboards. */
const LOOKS_LIKE_A_FORMULA = /^\s*[=+\-@＝＋－＠]|^[\t\r\n]/;

/** Amounts, shares and quantities: a minus is the sign of a number here and begins no formula. */
const DECIMAL_NUMBER = /^-?[0-9]+(\.[0-9]+)?$/;

/**
 * A CSV document as RFC 4180 has it: a line of titles, lines ended by CRLF, cells quoted where they hold a comma, a quote, a
 * line break, or white space at an end.
 *
 * Text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV injection"): titles, campaigns and
 * names come from outside. Decimal numbers stay as they are, with their sign.
 *
 * @throws RangeError a row has not one cell per column, or a number is not finite
 */
export function csvOf(columns: readonly CsvColumn[], rows: readonly (readonly CsvCell[])[]): string {
  const lines = rows.map((row, index) => {
    if (row.length === columns.length) return row.map(cell);
    throw new RangeError(`CSV row ${index + 1} has ${row.length} cells for ${columns.length} columns`);
  });
  return [columns.map(({ title }) => cell(title)), ...lines].map((line) => line.join(',') + LINE_END).join('');
}

/**
 * Answers with a CSV document to be kept as a file. Returns the text, which the handler returns in turn:
 *
 * ```ts
 * async report(@Query() query: ReportQuery, @Res({ passthrough: true }) reply: CsvReply): Promise<ReportView | string> {
 *   …
 *   return query.format === 'csv' ? sendCsv(reply, 'report.csv', csvOf(COLUMNS, rows)) : view;
 * ```
 *
 * @param filename letters, digits, `.`, `_` and `-`; anything else becomes `-`, so that no input can write headers
 */
export function sendCsv(reply: CsvReply, filename: string, text: string): string {
  reply.header('content-type', CSV_TYPE);
  reply.header('content-disposition', `attachment; filename="${filename.replace(/[^A-Za-z0-9._-]/g, '-')}"`);
  return text;
}

function cell(value: CsvCell): string {
  if (value === null) return '';
  if (typeof value === 'string') return quoted(harmless(value));
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError(`CSV cell ${value} is no number`);
  return String(value);
}

function harmless(text: string): string {
  return LOOKS_LIKE_A_FORMULA.test(text) && !DECIMAL_NUMBER.test(text) ? `'${text}` : text;
}

function quoted(text: string): string {
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
