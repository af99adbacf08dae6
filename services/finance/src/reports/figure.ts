import type { ReportFigure } from '@vividwalls/contracts';
import { percent } from './decimal-ratio.js';

/**
 * What is left of net revenue, and its share of it; missing while something that reduces it is unknown.
 *
 * @param amountMinor what is left of net revenue after everything known
 * @param unknown why something that reduces it further is not known; undefined when everything is
 */
export function figure(amountMinor: bigint, netRevenueMinor: bigint, unknown?: string): ReportFigure {
  if (unknown !== undefined) {
    return { amountMinor: null, atMostMinor: amountMinor.toString(), percent: null, reason: unknown };
  }
  // A share of nothing, or of a loss, would say the opposite of what it seems to.
  if (netRevenueMinor <= 0n) {
    const reason = netRevenueMinor === 0n ? NO_REVENUE : NEGATIVE_REVENUE;
    return { amountMinor: amountMinor.toString(), percent: null, reason };
  }
  return { amountMinor: amountMinor.toString(), percent: percent(amountMinor, netRevenueMinor) };
}

const NO_REVENUE = 'There is no net revenue that it could be a share of.';
const NEGATIVE_REVENUE = 'More was taken back than sold: it is a share of nothing.';

/** Why a margin of these orders is not known; undefined when there are none such. */
export function unknownCost(orders: number): string | undefined {
  if (orders === 0) return undefined;
  return `The cost of goods of ${orders} ${orders === 1 ? 'order' : 'orders'} is unknown.`;
}
