import { exponentOf } from './exponent-of.js';
import { formatMinor } from './format-minor.js';
import { MoneyError, quoted } from './money-error.js';
import { parseMinor } from './parse-minor.js';

/** Money on the wire: minor units as decimal text, because JSON numbers lose digits past 2^53. */
export interface MoneyJson {
  amountMinor: string;
  currency: string;
}

/** An amount of one currency in minor units. Immutable; arithmetic with another currency is refused. */
export class Money {
  private constructor(
    readonly minor: bigint,
    readonly currency: string,
  ) {}

  /** @throws MoneyError `unknown_currency` */
  static of(minor: bigint, currency: string): Money {
    exponentOf(currency);
    return new Money(minor, currency);
  }

  static zero(currency: string): Money {
    return Money.of(0n, currency);
  }

  /** From decimal text, `Money.parse('199.00', 'USD')`; see `parseMinor` for what is accepted. */
  static parse(text: string, currency: string): Money {
    return new Money(parseMinor(text, currency), currency);
  }

  /** @throws MoneyError `not_an_amount` when `amountMinor` is no integer text, `unknown_currency` */
  static fromJSON(json: MoneyJson): Money {
    if (!/^-?[0-9]{1,18}$/.test(json.amountMinor)) {
      throw new MoneyError('not_an_amount', `${quoted(json.amountMinor)} is not an integer of at most 18 digits`);
    }
    return Money.of(BigInt(json.amountMinor), json.currency);
  }

  add(other: Money): Money {
    return new Money(this.minor + this.same(other), this.currency);
  }

  subtract(other: Money): Money {
    return new Money(this.minor - this.same(other), this.currency);
  }

  negate(): Money {
    return new Money(-this.minor, this.currency);
  }

  /** −1, 0 or 1, as a sort function wants it. */
  compare(other: Money): -1 | 0 | 1 {
    const theirs = this.same(other);
    return this.minor === theirs ? 0 : this.minor < theirs ? -1 : 1;
  }

  /** Same amount of the same currency; unlike `compare`, another currency is an answer and not an error. */
  equals(other: Money): boolean {
    return this.currency === other.currency && this.minor === other.minor;
  }

  get isZero(): boolean {
    return this.minor === 0n;
  }

  get isNegative(): boolean {
    return this.minor < 0n;
  }

  toJSON(): MoneyJson {
    return { amountMinor: this.minor.toString(), currency: this.currency };
  }

  /** `199.00 USD`, for logs and messages. */
  toString(): string {
    return `${formatMinor(this.minor, this.currency)} ${this.currency}`;
  }

  private same(other: Money): bigint {
    if (other.currency === this.currency) return other.minor;
    throw new MoneyError('mixed_currencies', `${this.toString()} and ${other.toString()} cannot be combined`);
  }
}
