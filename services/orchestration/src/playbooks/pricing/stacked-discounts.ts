import { allocate } from '@vividwalls/money';
import { floorOf, rungFor, type Rung } from './price-ladder.js';

/** One of the discounts that hold together: percent of what the ones before have left, or an amount off the whole. */
export interface Discount {
  readonly title: string;
  readonly percent: number | null;
  readonly amountMinor: bigint | null;
}

export interface DiscountedLine {
  readonly title: string;
  readonly size: string;
  readonly printType: Rung['printType'];
  readonly quantity: number;
  /** Of one piece; null: as the ladder has it. */
  readonly priceMinor: bigint | null;
}

/** A line after all discounts together. What the ladder doesn't know is null. */
export interface CheckedLine {
  readonly title: string;
  readonly size: string;
  readonly printType: string;
  readonly quantity: number;
  /** Of one piece. */
  readonly listMinor: bigint | null;
  /** The least that one piece comes to: cents go to the customer. */
  readonly afterMinor: bigint | null;
  readonly costMinor: bigint | null;
  readonly floorMinor: bigint | null;
  /** Null when it can't be said. */
  readonly isBelowFloor: boolean | null;
  /** Off the list price, all together. */
  readonly percent: number | null;
}

/** Hundredths of a percent keep percentages exact. */
const WHOLE = 10_000n;

/** What lines come to, exactly: minor units over a denominator that they have in common. Cents are cut once, at the end. */
interface Left {
  readonly over: bigint;
  readonly minors: readonly bigint[];
}

/** Every line after all discounts, in their order, each of what the ones before have left; amounts are spread by what lines come to. */
export function stackDiscounts(lines: readonly DiscountedLine[], discounts: readonly Discount[]): CheckedLine[] {
  const priced = lines.map((line) => {
    const rung = rungFor(line.size, line.printType);
    return { line, rung, listMinor: line.priceMinor ?? rung?.priceMinor ?? null };
  });
  const list = priced.map(({ line, listMinor }) => (listMinor ?? 0n) * BigInt(line.quantity));
  const left = discounts.reduce<Left>(
    (so, { percent, amountMinor }) => {
      const rest = percent === null ? so : lessPercent(so, percent);
      return amountMinor === null ? rest : lessAmount(rest, amountMinor);
    },
    { over: 1n, minors: list },
  );
  return priced.map(({ line, rung, listMinor }, i) => checked(line, rung, listMinor, left.minors[i]!, left.over));
}

function lessPercent({ over, minors }: Left, percent: number): Left {
  const rest = WHOLE - BigInt(Math.round(percent * 100));
  return { over: over * WHOLE, minors: minors.map((minor) => minor * rest) };
}

function lessAmount(left: Left, amountMinor: bigint): Left {
  const { over, minors } = left;
  const total = minors.reduce((sum, minor) => sum + minor, 0n);
  if (total === 0n) return left;
  if (amountMinor * over >= total) return { over, minors: minors.map(() => 0n) };
  const shares = allocate(amountMinor, minors);
  return { over, minors: minors.map((minor, i) => (minor > shares[i]! * over ? minor - shares[i]! * over : 0n)) };
}

function checked(
  line: DiscountedLine,
  rung: Rung | undefined,
  listMinor: bigint | null,
  left: bigint,
  over: bigint,
): CheckedLine {
  const { title, size, printType, quantity } = line;
  const named = { title, size, printType, quantity };
  const costMinor = rung?.costMinor ?? null;
  const floorMinor = costMinor === null ? null : floorOf(costMinor);
  if (listMinor === null || listMinor === 0n) {
    return { ...named, listMinor, afterMinor: null, costMinor, floorMinor, isBelowFloor: null, percent: null };
  }
  const afterMinor = left / (over * BigInt(quantity));
  const whole = listMinor * BigInt(quantity) * over;
  // Upwards: what is decided by it is decided by the larger discount.
  const hundredths = ((whole - left) * WHOLE + whole - 1n) / whole;
  return {
    ...{ ...named, listMinor, afterMinor, costMinor, floorMinor, percent: Number(hundredths) / 100 },
    isBelowFloor: floorMinor === null ? null : afterMinor < floorMinor,
  };
}

/** The line that is nearest to its cost, or furthest below it: what decides about all of them. Null when none is known. */
export function worstLine(
  lines: readonly CheckedLine[],
): (CheckedLine & { afterMinor: bigint; costMinor: bigint }) | null {
  const known = lines.filter(
    (line): line is CheckedLine & { afterMinor: bigint; costMinor: bigint } =>
      line.afterMinor !== null && line.costMinor !== null,
  );
  const [first, ...others] = known;
  if (!first) return null;
  // By the multiple of the cost, without a division.
  return others.reduce(
    (worst, line) => (line.afterMinor * worst.costMinor < worst.afterMinor * line.costMinor ? line : worst),
    first,
  );
}
