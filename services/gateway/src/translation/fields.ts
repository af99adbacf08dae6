import { MAX_ID_LENGTH } from '@vividwalls/events';
import { boundedText } from './bounded-text.js';
import type { ExactJson, ExactObject } from './exact-json.js';
import { instantOf } from './instant.js';
import { UnexpectedShape } from './unexpected-shape.js';

// Readers of one field of a body. What is missing, null or empty is undefined; what a fact can't do without is asked for
// by the `required…` readers, which name the place.

/** The value as an object; anything else is a fault of the body. */
export function objectOf(value: ExactJson | undefined, pointer: string): ExactObject {
  if (isObject(value)) return value;
  throw new UnexpectedShape(pointer, 'is not an object');
}

/** A nested object, or undefined where there is none. */
export function optionalObject(body: ExactObject, key: string): ExactObject | undefined {
  const value = body[key];
  return isObject(value) ? value : undefined;
}

/**
 * The objects of a list that money or ids hang on. Missing lists are empty (Shopify's test bodies also write `{}` and
 * `"[]"`); an entry that is no object, or more entries than `limit`, is a fault: none of them may be lost unseen.
 */
export function listOf(body: ExactObject, key: string, limit: number, pointer = ''): ExactObject[] {
  const value = body[key];
  if (!Array.isArray(value)) {
    const empty = value === undefined || value === null || value === '' || value === '[]' || isEmptyObject(value);
    if (empty) return [];
    throw new UnexpectedShape(`${pointer}/${key}`, 'is not a list');
  }
  if (value.length > limit) throw new UnexpectedShape(`${pointer}/${key}`, `has more than ${limit} entries`);
  return value.map((entry: ExactJson, i) => objectOf(entry, `${pointer}/${key}/${i}`));
}

/** The objects of a list that only describes: whatever is no object, or past the limit, is left out. */
export function descriptiveList(body: ExactObject, key: string, limit: number): ExactObject[] {
  const value = body[key];
  return Array.isArray(value) ? value.filter(isObject).slice(0, limit) : [];
}

/** The texts of a list, each at most `maxLength` long; empty ones are left out. */
export function textList(body: ExactObject, key: string, limit: number, maxLength = 255): string[] {
  const value = body[key];
  if (!Array.isArray(value)) return [];
  const texts = value.filter((entry): entry is string => typeof entry === 'string' && entry !== '');
  return texts.slice(0, limit).map((text) => boundedText(text, maxLength));
}

/** Shopify's comma separated tags, or a list of them. */
export function tagsOf(body: ExactObject, limit: number): string[] {
  const value = body['tags'];
  if (typeof value !== 'string') return textList(body, 'tags', limit);
  const tags = value.split(',').map((tag) => tag.trim());
  return tags
    .filter((tag) => tag !== '')
    .slice(0, limit)
    .map((tag) => boundedText(tag, 255));
}

/** Text of at most `maxLength`; longer text is cut and marked. */
export function textOf(body: ExactObject, key: string, maxLength = 255): string | undefined {
  const value = body[key];
  return typeof value === 'string' && value !== '' ? boundedText(value, maxLength) : undefined;
}

const PLAIN_ID = /^[0-9]{1,40}$/;
const GLOBAL_ID = /^gid:\/\/[^/]+\/[^/]+\/([^/?]+)/;

/** An id as text, every digit kept. A global id (`gid://shopify/Order/123`) is told by its last part. */
export function idOf(body: ExactObject, key: string): string | undefined {
  const value = body[key];
  if (typeof value !== 'string' || value === '') return undefined;
  if (PLAIN_ID.test(value)) return value;
  const id = GLOBAL_ID.exec(value)?.[1] ?? boundedText(value, MAX_ID_LENGTH + 1);
  return id.length <= MAX_ID_LENGTH && id !== '' ? id : undefined;
}

/** `id`, or the number in the global id, which some bodies have instead. */
export function ownId(body: ExactObject, pointer: string): string {
  const id = idOf(body, 'id') ?? idOf(body, 'admin_graphql_api_id');
  if (id === undefined) throw new UnexpectedShape(`${pointer}/id`, 'is missing or no id');
  return id;
}

export function requiredId(body: ExactObject, key: string, pointer: string): string {
  const id = idOf(body, key);
  if (id === undefined) throw new UnexpectedShape(`${pointer}/${key}`, 'is missing or no id');
  return id;
}

/** True only when the body says so. */
export function flagOf(body: ExactObject, key: string): boolean {
  return body[key] === true || body[key] === 'true';
}

const WHOLE = /^-?[0-9]{1,15}(?:\.0*)?$/;

/** A whole number, or undefined. */
export function wholeOf(body: ExactObject, key: string): number | undefined {
  const value = body[key];
  return typeof value === 'string' && WHOLE.test(value) ? Number(value) + 0 : undefined;
}

/** A count of units, zero or more. */
export function requiredQuantity(body: ExactObject, key: string, pointer: string): number {
  const count = wholeOf(body, key);
  if (count === undefined || count < 0) throw new UnexpectedShape(`${pointer}/${key}`, 'is not a count');
  return count;
}

export function instantIn(body: ExactObject, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' ? instantOf(value) : undefined;
}

/** The body's word when it is one of ours, else the word for "something else". */
export function wordOf<const W extends string>(body: ExactObject, key: string, words: readonly W[], otherwise: W): W {
  const value = body[key];
  const word = typeof value === 'string' ? (value.toLowerCase() as W) : otherwise;
  return words.includes(word) ? word : otherwise;
}

function isObject(value: ExactJson | undefined): value is ExactObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyObject(value: ExactJson): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
