import { refused } from '../reports/report-range.js';

/** Where the next page begins: after this value of the sort, and these ids among equal ones. */
export interface MarginCursor {
  readonly value: string;
  readonly ids: readonly string[];
}

export function cursorText({ value, ids }: MarginCursor): string {
  return Buffer.from(JSON.stringify([value, ...ids])).toString('base64url');
}

/**
 * @param form what the value must look like
 * @param ids how many there must be
 * @throws Problem 422 when no page of this sort gave it
 */
export function readCursor(text: string | undefined, form: RegExp, ids: number): MarginCursor | undefined {
  if (text === undefined) return undefined;
  const parts = parsed(text);
  const isOurs = Array.isArray(parts) && parts.length === ids + 1 && parts.every((part) => typeof part === 'string');
  if (!isOurs || !form.test(parts[0] as string)) throw refused('cursor', 'must be one that a page of this sort gave');
  const [value, ...rest] = parts as string[];
  return { value: value!, ids: rest };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
