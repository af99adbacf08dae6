import { LADDER_CURRENCY } from '../pricing/price-ladder.js';
import { rungOf } from './order-checks.js';
import type { OrderLine } from './order-facts.js';

/** What printing comes to. */
export interface PrintCost {
  readonly items: number;
  /** By the print partner's recorded costs; null when one of the lines is not among them: a part of a cost is no cost. */
  readonly minor: bigint | null;
  readonly currency: typeof LADDER_CURRENCY;
}

/** How many prints an order is, and what the printer takes for them. */
export function printCost(lines: readonly OrderLine[]): PrintCost {
  const items = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const costs = lines.map((line) => {
    const rung = line.custom ? undefined : rungOf(line);
    return rung && rung.costMinor * BigInt(line.quantity);
  });
  const known = costs.filter((cost) => cost !== undefined);
  const isKnown = costs.length > 0 && known.length === costs.length;
  return { items, minor: isKnown ? known.reduce((sum, cost) => sum + cost, 0n) : null, currency: LADDER_CURRENCY };
}
