import {
  hashedAddress,
  JSON_LEVELS_MAX,
  withoutAddresses,
  withoutContacts,
  withoutPersonalData,
} from '@vividwalls/events';
import { storableText } from '../translation/bounded-text.js';
import { emailHash } from '../translation/email-hash.js';
import type { ReportType } from './report-types.js';

/** Of JSON of any shape, as it is published: a draft of many pages, and far from the largest message of the broker. */
export const JSON_BYTES_MAX = 256 * 1024;

type Report = Readonly<Record<string, unknown>>;
type Fields = Pick<ReportType, 'proseFields' | 'jsonFields'>;

/**
 * A report's data as it may be kept for ever: a plain `email` becomes `emailHash` (workflows have the address, and no
 * convenient way to hash it), addresses are taken out of every text, phone numbers out of prose, and whatever is personal out
 * of JSON of unknown shape. `null`, which n8n writes for an empty field, is no field.
 */
export function reportWithoutPersonalData(
  data: Report,
  { proseFields, jsonFields = [] }: Fields,
): Record<string, unknown> {
  const kept = Object.entries(data)
    .filter(([field, value]) => value !== null && field !== 'email')
    .map(([field, value]) => [
      field,
      jsonFields.includes(field) ? withoutPersonalData(value) : storable(value, proseFields.includes(field)),
    ]);
  const { email } = data;
  if (email === undefined || email === null) return Object.fromEntries(kept);
  // What is no text stays, for the class's rules to name.
  const hashed = typeof email === 'string' ? (['emailHash', emailHash(email)] as const) : (['email', email] as const);
  return Object.fromEntries([hashed, ...kept]);
}

/** What is too much of JSON of any shape: said to the sender, who can mend it, rather than cut. */
export function jsonFaults(given: Report, cleaned: Report, { jsonFields = [] }: Fields): (readonly [string, string])[] {
  return jsonFields.flatMap((field) => {
    if (isDeeperThan(JSON_LEVELS_MAX, given[field]))
      return [[field, `is nested deeper than ${JSON_LEVELS_MAX} levels`]];
    const bytes = Buffer.byteLength(JSON.stringify(cleaned[field]) ?? '');
    return bytes > JSON_BYTES_MAX ? [[field, `must be at most ${JSON_BYTES_MAX / 1024} KiB`]] : [];
  });
}

function isDeeperThan(levels: number, value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeperThan(levels - 1, part));
}

function storable(value: unknown, prose: boolean): unknown {
  if (typeof value === 'string') return storableWord(value, prose);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const inner = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(
    inner.map(([field, entry]) => [field, typeof entry === 'string' ? storableWord(entry, false) : entry]),
  );
}

function storableWord(given: string, prose: boolean): string {
  const text = storableText(given);
  return prose ? withoutContacts(text) : (hashedAddress(text) ?? withoutAddresses(text));
}
