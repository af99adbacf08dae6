import type { MarginRow } from '@vividwalls/contracts';
import { allocate } from '@vividwalls/money';
import type { AgentSpend } from '../reports/agent-spend.js';
import { marginRow, type Contribution } from './margin-row.js';

/** What the orders of one currency came to. */
export type Totals = Contribution;

/** One group's part of them. */
export interface GroupSums {
  readonly key: string | null;
  readonly name: string | null;
  readonly orders: number;
  readonly units: number | null;
  readonly netRevenueMinor: bigint;
  /** Known exactly, where lines have costs of their own; otherwise a share like the others. */
  readonly costOfGoodsMinor: bigint | undefined;
  readonly unknownOrders: number;
  /** Its share of what orders are charged as wholes, in units of no matter how small a part of a cent. */
  readonly costWeight: bigint;
  readonly feesWeight: bigint;
  readonly commissionsWeight: bigint;
  /** Commissions that are its own, instead of a share. */
  readonly commissionsMinor?: bigint;
  /** Of agents; null where nothing is told of it. */
  readonly spent?: AgentSpend | null;
}

/** Weights are so many to a minor unit. */
export const WEIGHT_SCALE = 1_000_000n;

export interface GroupedMargins {
  readonly items: readonly MarginRow[];
  readonly rest: MarginRow | undefined;
}

/**
 * Margins of groups that divide orders among them. What orders are charged as wholes is split by largest remainder over the
 * groups and the rest, so that these sum to the total to the cent.
 *
 * @param reasonOf what a group without a key is
 * @param unknownRest orders of unknown cost that are in no group
 */
export function groupedMargins(
  totals: Totals,
  groups: readonly GroupSums[],
  reasonOf: string,
  unknownRest: number,
): GroupedMargins {
  const split = (total: bigint, weightOf: (group: GroupSums) => bigint) => sharesOf(total, groups.map(weightOf));
  const costs = split(totals.costOfGoodsMinor, (group) => group.costWeight);
  const fees = split(totals.processorFeesMinor, (group) => group.feesWeight);
  const commissions = split(totals.commissionsMinor, (group) => group.commissionsWeight);
  const parts = groups.map((group, i): Contribution => ({
    ...{ currency: totals.currency, orders: group.orders, units: group.units },
    netRevenueMinor: group.netRevenueMinor,
    costOfGoodsMinor: group.costOfGoodsMinor ?? costs[i]!,
    processorFeesMinor: fees[i]!,
    commissionsMinor: group.commissionsMinor ?? commissions[i]!,
    unknownOrders: group.unknownOrders,
    ...(group.spent !== undefined && { spent: group.spent }),
  }));
  const items = groups.map(({ key, name }, i) =>
    marginRow({ key, name, ...(key === null && { reason: reasonOf }) }, parts[i]!),
  );
  return { items, rest: restOf(totals, parts, unknownRest) };
}

/** What of the total is in no part: shipping, tips, adjustments, and what they were charged. */
function restOf(totals: Totals, parts: readonly Contribution[], unknownOrders: number): MarginRow | undefined {
  const left = (of: (one: Contribution) => bigint) => parts.reduce((rest, part) => rest - of(part), of(totals));
  const rest: Contribution = {
    ...{ currency: totals.currency, orders: totals.orders, units: null },
    netRevenueMinor: left((one) => one.netRevenueMinor),
    costOfGoodsMinor: left((one) => one.costOfGoodsMinor),
    processorFeesMinor: left((one) => one.processorFeesMinor),
    commissionsMinor: left((one) => one.commissionsMinor),
    unknownOrders,
  };
  const amounts = [rest.netRevenueMinor, rest.costOfGoodsMinor, rest.processorFeesMinor, rest.commissionsMinor];
  if (unknownOrders === 0 && amounts.every((amount) => amount === 0n)) return undefined;
  const reason = 'What of these orders belongs to none of the groups.';
  return marginRow({ key: null, name: null, reason }, rest);
}

/** Parts of a total by weights of which the rest, up to the total itself, is nobody's here. */
function sharesOf(total: bigint, weights: readonly bigint[]): bigint[] {
  const claimed = weights.reduce((sum, weight) => sum + weight, 0n);
  const rest = total * WEIGHT_SCALE - claimed;
  if (claimed === 0n) return weights.map(() => 0n);
  // Weights are rounded one by one: together they may claim a hair more than there is.
  return allocate(total, [...weights, rest > 0n ? rest : 0n]).slice(0, weights.length);
}
