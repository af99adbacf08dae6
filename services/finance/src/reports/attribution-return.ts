import type { AttributionReturn } from '@vividwalls/contracts';
import { NOTHING_SPENT, totalSpend, withCost } from './agent-spend.js';
import { decimalRatio } from './decimal-ratio.js';

/** Orders are divided as finely in `attribution_days`. */
const ORDER_DIGITS = 6;
const ORDER_PARTS = 1_000_000n;

const RETURN_DIGITS = 4;

export interface Credited {
  readonly key: string | null;
  readonly currency: string;
  readonly creditedMinor: bigint;
  /** Millionths of orders. */
  readonly orderParts: bigint;
}

export interface CostOfCategory {
  readonly key: string | null;
  readonly currency: string;
  readonly category: string;
  readonly amountMinor: bigint;
}

/**
 * Credited revenue beside cost, by key and currency, most credited first. Who has no cost told has no return: nobody works for
 * nothing. Costs that named nobody stand in the row without a key, beside the revenue that nobody is known to have led to.
 */
export function attributionReturns(
  credited: readonly Credited[],
  costs: readonly CostOfCategory[],
  names: ReadonlyMap<string, string>,
): AttributionReturn[] {
  const place = ({ key, currency }: { key: string | null; currency: string }) => JSON.stringify([currency, key]);
  const credits = new Map(credited.map((one) => [place(one), one]));
  const spent = Map.groupBy(costs, place);
  const places = new Set([...credits.keys(), ...spent.keys()]);
  const rows = [...places].map((at) => {
    const [currency, key] = JSON.parse(at) as [string, string | null];
    const { creditedMinor, orderParts } = credits.get(at) ?? { creditedMinor: 0n, orderParts: 0n };
    const name = key === null ? null : (names.get(key) ?? null);
    const head = { key, name, currency, orders: decimalRatio(orderParts, ORDER_PARTS, ORDER_DIGITS) };
    return { ...head, creditedMinor: creditedMinor.toString(), ...returned(creditedMinor, spent.get(at)) };
  });
  return rows.sort((a, b) => order(b.creditedMinor, a.creditedMinor) || (place(a) < place(b) ? -1 : 1));
}

function returned(creditedMinor: bigint, costs: readonly CostOfCategory[] | undefined) {
  if (!costs) {
    const missing = { costMinor: null, advertisingMinor: null, agentRunsMinor: null, otherCostsMinor: null };
    return { ...missing, returnOnCost: null, reason: 'No cost is told of it in these days.' };
  }
  const spent = costs.reduce((sum, one) => withCost(sum, one.category, one.amountMinor), NOTHING_SPENT);
  const cost = totalSpend(spent);
  const told = {
    ...{ costMinor: cost.toString(), advertisingMinor: spent.advertisingMinor.toString() },
    ...{ agentRunsMinor: spent.agentRunsMinor.toString(), otherCostsMinor: spent.otherMinor.toString() },
  };
  if (cost > 0n) return { ...told, returnOnCost: decimalRatio(creditedMinor, cost, RETURN_DIGITS) };
  return { ...told, returnOnCost: null, reason: 'It cost nothing, or more was given back than spent.' };
}

const order = (a: string, b: string): number => (BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0);
