import type { MarginRow } from '@vividwalls/contracts';
import { totalSpend, type AgentSpend } from '../reports/agent-spend.js';
import { figure, unknownCost } from '../reports/figure.js';

/** What something brought and cost, minor units of one currency. */
export interface Contribution {
  readonly currency: string;
  readonly orders: number;
  readonly units: number | null;
  readonly netRevenueMinor: bigint;
  /** As far as known. */
  readonly costOfGoodsMinor: bigint;
  readonly processorFeesMinor: bigint;
  readonly commissionsMinor: bigint;
  /** Orders whose cost of goods is not known. */
  readonly unknownOrders: number;
  /** What an agent spent; null where nothing is told of it. */
  readonly spent?: AgentSpend | null;
}

type Named = Pick<MarginRow, 'key' | 'name' | 'orderId' | 'placedOn' | 'reason'>;

/**
 * The contribution margin: net revenue less cost of goods, processor fees, commissions, and what an agent spent. While the cost
 * of goods of any order in it is unknown, or nothing is told of what an agent spent, so is the margin.
 */
export function marginRow(named: Named, contribution: Contribution): MarginRow {
  const { currency, orders, units, spent, unknownOrders } = contribution;
  const unknown = unknownCost(unknownOrders);
  const missing = [unknown, spent === null ? NO_SPENDING : undefined].filter((reason) => reason !== undefined);
  return {
    ...named,
    ...{ currency, orders, units },
    netRevenueMinor: contribution.netRevenueMinor.toString(),
    costOfGoodsMinor: isWhollyUnknown(contribution) ? null : contribution.costOfGoodsMinor.toString(),
    processorFeesMinor: contribution.processorFeesMinor.toString(),
    commissionsMinor: contribution.commissionsMinor.toString(),
    ...spending(spent),
    margin: figure(
      leftOf(contribution),
      contribution.netRevenueMinor,
      missing.length > 0 ? missing.join(' ') : undefined,
    ),
    unknown: { orders: unknownOrders, ...(unknown !== undefined && { reason: unknown }) },
  };
}

/** Nobody works for nothing: where no cost is told, none is known. */
const NO_SPENDING = 'No cost is told of it in these days.';

function spending(spent: AgentSpend | null | undefined) {
  if (spent === undefined) return {};
  if (spent === null) {
    return { advertisingMinor: null, agentRunsMinor: null, otherCostsMinor: null, spentReason: NO_SPENDING };
  }
  return {
    advertisingMinor: spent.advertisingMinor.toString(),
    agentRunsMinor: spent.agentRunsMinor.toString(),
    otherCostsMinor: spent.otherMinor.toString(),
  };
}

/** What is left after everything known. */
export function leftOf(one: Contribution): bigint {
  const spent = one.spent ? totalSpend(one.spent) : 0n;
  return one.netRevenueMinor - one.costOfGoodsMinor - one.processorFeesMinor - one.commissionsMinor - spent;
}

/** No cost of any order is known: then what is known of it is nothing, and not zero. */
function isWhollyUnknown({ orders, unknownOrders, costOfGoodsMinor }: Contribution): boolean {
  return unknownOrders > 0 && unknownOrders === orders && costOfGoodsMinor === 0n;
}
