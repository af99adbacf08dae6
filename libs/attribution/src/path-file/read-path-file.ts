import { CsvError, parse, type InfoRecord } from 'csv-parse';
import { pipeline } from 'node:stream/promises';
import { AttributionError, quoted } from '../attribution-error.js';
import { delimiterOf } from './delimiter-of.js';
import { parseFigure } from './parse-figure.js';
import { parseSteps } from './parse-steps.js';
import { pathColumns, type PathColumns } from './path-columns.js';

/** Bytes of one row, at most: a quote that is never closed must not swallow a file of gigabytes. */
const MOST_ROW_BYTES = 1_048_576;

/** What is done with each path, in the order of the file. */
export type TakePath = (path: string[], conversions: number, value: number, nulls: number) => void;

/**
 * Reads a file of paths, row by row, and holds none of it.
 *
 * CSV as RFC 4180 has it, in UTF-8, with or without a byte order mark, lines ended by LF or CRLF; separated by commas, or
 * by semicolons or tabs when the header is. The header names the columns (`path`, `conversions`, `value`, `null`, and the
 * names public data sets have for them); further columns are passed over, empty lines too.
 *
 * Without a column `conversions` each row is one conversion; without `value` or `null` these are 0.
 *
 * @param source bytes, or text, of the file
 * @returns how many paths there were
 * @throws AttributionError `bad_file`, naming the line and the column, or whatever `take` throws, with its line
 */
export async function readPathFile(
  source: AsyncIterable<Uint8Array | string>,
  take: TakePath,
  signal?: AbortSignal,
): Promise<number> {
  let columns: PathColumns | undefined;
  let rows = 0;
  const { delimiter, chunks } = await delimiterOf(source);
  const parser = parse({
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    // How many columns a row has is checked below, where it can be said in our words.
    relax_column_count: true,
    max_record_size: MOST_ROW_BYTES,
    on_record: (record: string[], { lines }: InfoRecord) => {
      if (columns === undefined) {
        columns = pathColumns(record);
      } else {
        takeRow(record, columns, lines, take);
        rows += 1;
      }
      return undefined;
    },
  });
  parser.resume();
  try {
    await pipeline(chunks, parser, { signal });
  } catch (error) {
    throw error instanceof CsvError ? fileError(Number(error['lines']), describe(error)) : error;
  }
  if (columns === undefined)
    throw new AttributionError('bad_file', 'The file is empty; its first line must name columns');
  return rows;
}

function takeRow(record: readonly string[], columns: PathColumns, line: number, take: TakePath): void {
  const { names } = columns;
  if (record.length !== names.length)
    throw fileError(line, `there are ${record.length} columns, and ${names.length} in the header`);
  const figure = (column: number | undefined, otherwise: number): number => {
    if (column === undefined) return otherwise;
    const found = parseFigure(record[column]!);
    if (found === null)
      throw fileError(line, `column ${quoted(names[column]!)}: ${quoted(record[column]!)} is no number of at least 0`);
    return found;
  };
  const path = parseSteps(record[columns.path]!);
  if (path === null)
    throw fileError(
      line,
      `column ${quoted(names[columns.path]!)}: a step of ${quoted(record[columns.path]!)} is empty`,
    );
  const [conversions, value, nulls] = [
    figure(columns.conversions, 1),
    figure(columns.value, 0),
    figure(columns.null, 0),
  ];
  try {
    take(path, conversions, value, nulls);
  } catch (error) {
    throw error instanceof AttributionError
      ? new AttributionError(error.code, `line ${line}: ${error.message}`)
      : error;
  }
}

const fileError = (line: number, what: string): AttributionError =>
  new AttributionError('bad_file', `line ${line}: ${what}`);

function describe(error: CsvError): string {
  switch (error.code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'a quote is opened and never closed';
    case 'CSV_MAX_RECORD_SIZE':
      return `the row is longer than ${MOST_ROW_BYTES.toLocaleString('en-US')} bytes; is a quote not closed?`;
    case 'INVALID_OPENING_QUOTE':
      return 'a quote stands inside a field that is not quoted';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'something follows the closing quote of a field';
    default:
      return error.message;
  }
}
