import { hashedAddress, PERSONAL, withoutContacts } from './contacts.js';
import { personalField, type PersonalField } from './field-names.js';

/** Levels of objects and lists that are looked into. */
export const JSON_LEVELS_MAX = 32;

const TOO_DEEP = '[nested too deep]';

/** Fewer digits are no phone number: `"phone": 0.4` is a share of visitors. */
const PHONE_DIGITS = 7;

/**
 * JSON of unknown shape as an event may carry it. Events are kept for ever and read by everyone; so, wherever it stands, in
 * values, names and JSON within text:
 *
 * - a text that is an e-mail address becomes `sha256:` and its hash, the `emailHash` of customers; addresses and phone numbers
 *   within other text become `[e-mail withheld]` and `[phone withheld]`;
 * - what a field's name says is personal (`phone`, `first_name`, `address1`, `customer.name` …) becomes `[personal]`. Of an
 *   address, country and province stay.
 *
 * All else stays as it is: numbers, ids, names of orders, truth values, the order of fields. What names of fields don't tell,
 * such as a person's name in prose, can't be found.
 */
export function withoutPersonalData(value: unknown): unknown {
  return cleaned(value, undefined, 0);
}

function cleaned(value: unknown, about: PersonalField, level: number): unknown {
  if (typeof value === 'string') return cleanedText(value, about, level);
  if (typeof value === 'number' || isRawJSON(value)) return isPersonalNumber(value, about) ? PERSONAL : value;
  if (typeof value !== 'object' || value === null) return value;
  if (level >= JSON_LEVELS_MAX) return TOO_DEEP;
  if (Array.isArray(value)) return value.map((element) => cleaned(element, about, level + 1));
  const fields = new Map<string, unknown>();
  const often = new Map<string, number>();
  for (const [given, part] of Object.entries(value)) {
    const name = freeName(cleanedText(given, undefined, level), fields, often);
    fields.set(name, cleaned(part, personalField(given, about), level + 1));
  }
  return Object.fromEntries(fields);
}

/** Two addresses may become the same name; neither field may hide the other. */
function freeName(name: string, taken: ReadonlyMap<string, unknown>, often: Map<string, number>): string {
  let [free, n] = [name, often.get(name) ?? 1];
  while (taken.has(free)) free = `${name} ${(n += 1)}`;
  often.set(name, n);
  return free;
}

function cleanedText(given: string, about: PersonalField, level: number): string {
  // Neither is text that PostgreSQL's json takes.
  const text = (given.includes('\0') ? given.replaceAll('\0', '') : given).toWellFormed();
  if (isPersonalText(text, about)) return PERSONAL;
  const json = cleanedJsonText(text, about, level);
  return json ?? hashedAddress(text, about === 'email') ?? withoutContacts(withoutPersonalPairs(text));
}

function isPersonalText(text: string, about: PersonalField): boolean {
  if (text.trim() === '') return false;
  if (about === 'phone') return digitsIn(text) >= PHONE_DIGITS;
  return about === 'personal' || (about === 'address' && !isOneWord(text));
}

/** `"address": "ok"` is what a check found, and no address. */
const isOneWord = (text: string): boolean => /^\p{L}{1,20}$/u.test(text.trim());

function isPersonalNumber(value: unknown, about: PersonalField): boolean {
  return about === 'personal' || (about === 'phone' && digitsIn(JSON.stringify(value)) >= PHONE_DIGITS);
}

const digitsIn = (text: string): number => text.replace(/\D/g, '').length;

/** A number as its text, so that one in JSON within text keeps every digit. Node has both; TypeScript's library has neither. */
const { rawJSON, isRawJSON } = JSON as unknown as {
  rawJSON(text: string): unknown;
  isRawJSON(value: unknown): boolean;
};
const exactly = (_name: string, value: unknown, context?: { readonly source: string }): unknown =>
  typeof value === 'number' && context ? rawJSON(context.source) : value;

const isBracketed = (text: string): boolean => /^[[{]/.test(text) && /[\]}]$/.test(text);

/** A text that is JSON as a whole, as workflows often carry it: written anew only when something in it is personal. */
function cleanedJsonText(text: string, about: PersonalField, level: number): string | undefined {
  if (level >= JSON_LEVELS_MAX || !isBracketed(text.trim())) return undefined;
  try {
    const value = JSON.parse(text, exactly) as unknown;
    const clean = JSON.stringify(cleaned(value, about, level + 1));
    return clean === JSON.stringify(value) ? text : clean;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** A name and its value in JSON that is a part of a text, or cut off. Names longer than this are none of ours. */
const PAIR = /"([^"\\]{1,100})"(\s{0,20}:\s{0,20})(?:"((?:[^"\\]|\\.)*)"|(-?\d[\d.]*))/gs;

function withoutPersonalPairs(text: string): string {
  if (!text.includes('"')) return text;
  return text.replace(PAIR, (pair, name: string, colon: string, words?: string, number?: string) => {
    const about = personalField(name, undefined);
    const isPersonal = words === undefined ? isPersonalNumber(Number(number), about) : isPersonalText(words, about);
    return isPersonal ? `"${name}"${colon}"${PERSONAL}"` : pair;
  });
}
