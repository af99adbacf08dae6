import { hash } from 'node:crypto';

/** Deeper than anything that people look at. */
const DEPTH_MAX = 100;

/**
 * JSON in the one spelling that there is of a value: fields in the order of their UTF-16 code units, no spaces, numbers as
 * ECMAScript writes them (RFC 8785). What JSON leaves out is left out. A bigint is written as its decimal text, in quotes, as
 * amounts travel: who holds an amount as bigint and who got it as text have the same spelling.
 *
 * @throws TypeError for what is no JSON: NaN, infinite numbers, functions, symbols, what contains itself
 */
export function canonicalJson(value: unknown, depth = 0): string {
  if (depth > DEPTH_MAX) throw new TypeError(`deeper than ${DEPTH_MAX} levels`);
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'bigint') return `"${value}"`;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError(`${value} is no JSON`);
    return JSON.stringify(value);
  }
  if (typeof value !== 'object') throw new TypeError(`${typeof value} is no JSON`);
  if ('toJSON' in value && typeof value.toJSON === 'function') {
    return canonicalJson((value.toJSON as () => unknown)(), depth + 1);
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null, depth + 1)).join(',')}]`;
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, field]) => `${JSON.stringify(name)}:${canonicalJson(field, depth + 1)}`);
  return `{${fields.join(',')}}`;
}

/** What a decision is about: the act, what it is done to, and what exactly would be done. */
export interface GuardedAct {
  readonly act: string;
  readonly subject: string;
  /** What would be done, with every figure that matters. */
  readonly does: object;
}

/**
 * SHA-256 (hex) of the canonical JSON of an act. A decision holds for its digest alone: whoever asks, governance, and the place
 * where the effect begins compute it with this function.
 */
export function approvalDigest({ act, subject, does }: GuardedAct): string {
  return hash('sha256', canonicalJson({ act, subject, does }), 'hex');
}
