import { MAX_CONTEXT_DEPTH, MAX_CONTEXT_VALUES, MAX_ELEMENTS, MAX_TEXT_CHARACTERS } from './limits.js';

/** What rules are evaluated over: plain JSON, and also `bigint` (money) and `Date` (timestamps). */
export type Context = Readonly<Record<string, unknown>>;

const INT_MIN = -(2n ** 63n);
const INT_MAX = 2n ** 63n - 1n;

class Refusal extends Error {}

/**
 * A context as CEL sees it, translated once for any number of rules, and only as far as they look: variable by variable.
 *
 * - A number without fraction is an int when it is safe (up to 2⁵³ − 1), any other number is a double. So `5` and `5.0`, which
 *   JSON doesn't tell apart, are the int 5; ints and doubles compare and calculate with each other.
 * - A `bigint` is an int, a `Date` is a timestamp. Text stays text: `timestamp(order.placedAt)` reads a date from it.
 * - An object is a map of its own enumerable fields, whatever its class; one with `toJSON` is what that returns.
 * - `undefined` is a field that is not there, `null` is one that is there.
 * - What does not fit the limits, or is no data at all (a function, a Map), makes its variable unknown.
 */
export class Facts {
  readonly values = new Map<string, unknown>();
  private readonly refused = new Map<string, string>();
  private readonly seen = new Set<string>();
  private left = MAX_CONTEXT_VALUES;

  private constructor(private readonly context: unknown) {}

  static of(context: Context | Facts): Facts {
    return context instanceof Facts ? context : new Facts(context);
  }

  /** Translates the variables not yet translated. Returns why one of them can't be used, if so. */
  demand(variables: readonly string[]): string | undefined {
    for (const name of variables) {
      if (!this.seen.has(name)) this.translate(name);
      if (this.refused.size > 0 && this.refused.has(name)) return this.refused.get(name);
    }
    return undefined;
  }

  private translate(name: string): void {
    this.seen.add(name);
    try {
      if (typeof this.context !== 'object' || this.context === null) throw new Refusal('the context is no object');
      if (!Object.hasOwn(this.context, name)) return;
      const value = this.valueOf((this.context as Context)[name], name, 0);
      if (value !== undefined) this.values.set(name, value);
    } catch (error) {
      this.refused.set(name, error instanceof Refusal ? error.message : `${name} can't be read: ${String(error)}`);
    }
  }

  private valueOf(value: unknown, path: string, depth: number): unknown {
    if (--this.left < 0) throw new Refusal(`the context has more than ${MAX_CONTEXT_VALUES} values`);
    switch (typeof value) {
      case 'boolean':
      case 'undefined':
        return value;
      case 'number':
        return Number.isSafeInteger(value) ? BigInt(value) : value;
      case 'string':
        if (value.length <= MAX_TEXT_CHARACTERS) return value;
        throw new Refusal(`${path} has more than ${MAX_TEXT_CHARACTERS} characters`);
      case 'bigint':
        if (value >= INT_MIN && value <= INT_MAX) return value;
        throw new Refusal(`${path} is beyond 64 bits`);
      case 'object':
        return value === null ? null : this.compositeOf(value, path, depth);
      default:
        throw new Refusal(`${path} is a ${typeof value}`);
    }
  }

  private compositeOf(value: object, path: string, depth: number): unknown {
    if (depth >= MAX_CONTEXT_DEPTH) throw new Refusal(`${path} is nested deeper than ${MAX_CONTEXT_DEPTH}`);
    if (value instanceof Date) {
      if (!Number.isNaN(value.getTime())) return value;
      throw new Refusal(`${path} is no date`);
    }
    if (Array.isArray(value)) {
      if (value.length > MAX_ELEMENTS) throw new Refusal(`${path} has more than ${MAX_ELEMENTS} elements`);
      return Array.from(value, (item, index) => this.valueOf(item ?? null, `${path}[${index}]`, depth + 1));
    }
    if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value)) {
      throw new Refusal(`${path} is a ${value.constructor.name}, not plain JSON`);
    }
    if ('toJSON' in value && typeof value.toJSON === 'function') {
      return this.valueOf(value.toJSON(), path, depth + 1);
    }
    // A Map, since in an object a field named `constructor` would shadow what the evaluator asks for.
    const fields = new Map<string, unknown>();
    for (const [field, item] of Object.entries(value)) {
      const translated = this.valueOf(item, `${path}.${field}`, depth + 1);
      if (translated !== undefined) fields.set(field, translated);
    }
    return fields;
  }
}
