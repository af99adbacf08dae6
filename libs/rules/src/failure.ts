import { textOf, type Place } from './syntax.js';

/**
 * Why a part of a rule has no value. Returned and not thrown: a decision over a thousand rules meets hundreds of fields that
 * are not there, and throwing would be most of its time.
 */
export class Failure {
  private text?: string;

  constructor(
    private readonly place: Place,
    private readonly why: string,
  ) {}

  /** A phrase such as `order.value is not there`. */
  phrase(source: string): string {
    return (this.text ??= `${textOf(source, this.place)} ${this.why}`);
  }
}

/** A value's type with its article, for phrases. */
export function aTypeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Map) return 'a map';
  if (value instanceof Date) return 'a timestamp';
  switch (typeof value) {
    case 'bigint':
      return 'an int';
    case 'number':
      return 'a double';
    case 'boolean':
      return 'a bool';
    case 'string':
      return 'a string';
    default:
      return 'a duration';
  }
}
