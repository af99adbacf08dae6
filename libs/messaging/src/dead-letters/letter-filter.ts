import type { Parameters } from '@vividwalls/persistence';
import { searchable } from './letter-facts.js';
import type { LetterState } from './letter-progress.js';

/** Which letters: all that are given must match. An instant is ISO 8601. */
export interface LetterFilter {
  readonly state?: LetterState;
  /** The whole name, or its beginning with a star: `lending*`. */
  readonly consumer?: string;
  /** The whole type, or its beginning with a star: `acme.ledger.*`. */
  readonly type?: string;
  /** Why they were given up. */
  readonly reason?: string;
  /** Where their messages lay. */
  readonly stream?: string;
  /** Part of the error's beginning, the event's id or type, or the aggregate's id; case does not matter. */
  readonly text?: string;
  /** They failed at or after this instant. */
  readonly since?: string;
  /** They failed before this instant. */
  readonly until?: string;
  /** The beginning of their id: hexadecimal digits and dashes. */
  readonly id?: string;
}

/** Hexadecimal digits of an id. */
const ID_DIGITS = 32;

/** A condition on `dead_letters`. A letter of which only the outcome has arrived matches nothing. */
export function conditionOf(filter: LetterFilter, parameters: Parameters): string {
  const conditions = ['failed_at IS NOT NULL'];
  const where = (given: string | undefined, sql: (placeholder: string) => string, value: unknown = given) => {
    if (given !== undefined) conditions.push(sql(parameters.one(value)));
  };
  const named = (column: string, given: string | undefined) =>
    given?.endsWith('*')
      ? where(given, (p) => `starts_with(${column}, ${p})`, given.slice(0, -1))
      : where(given, (p) => `${column} = ${p}`);
  where(filter.state, (p) => `state = ${p}`);
  named('consumer', filter.consumer);
  named('event_type', filter.type);
  where(filter.reason, (p) => `reason = ${p}`);
  where(filter.stream, (p) => `stream = ${p}`);
  where(filter.text, (p) => `words LIKE ${p}`, `%${likeLiteral(searchable(filter.text ?? ''))}%`);
  where(filter.since, (p) => `failed_at >= ${p}::timestamptz`);
  where(filter.until, (p) => `failed_at < ${p}::timestamptz`);
  if (filter.id !== undefined) {
    const digits = filter.id.replaceAll('-', '');
    where(filter.id, (p) => `id >= ${p}::uuid`, digits.padEnd(ID_DIGITS, '0'));
    where(filter.id, (p) => `id <= ${p}::uuid`, digits.padEnd(ID_DIGITS, 'f'));
  }
  return conditions.join(' AND ');
}

/** `%`, `_` and the escape itself stand for themselves. */
const likeLiteral = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
