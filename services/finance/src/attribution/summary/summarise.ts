import type {
  AttributionComparison,
  AttributionComparisonRow,
  AttributionSummaryOfCurrency,
  AttributionSummaryRow,
} from '@vividwalls/contracts';
import type { ModelName } from '@vividwalls/attribution';
import { decimalRatio, percent } from '../../reports/decimal-ratio.js';
import { ORDER_PARTS } from '../credits/day-changes.js';
import type { CreditedGroup } from './attribution-summary.queries.js';

/** Orders are divided into millionths. */
const ORDER_DIGITS = 6;

type Names = ReadonlyMap<string, string>;

/** The groups of one model by currency, most credited first. Their credits are the net revenue, all of it. */
export function summarise(groups: readonly CreditedGroup[], names: Names): AttributionSummaryOfCurrency[] {
  return byCurrency(groups).map(([currency, own]) => {
    const { netMinor, orders } = totalsOf(own);
    const rows = [...own].sort(mostFirst).map((group): AttributionSummaryRow => ({
      ...headOf(group, names),
      creditedMinor: group.creditedMinor.toString(),
      orders: decimalOrders(group.orderParts),
      sharePercent: shareOf(group.creditedMinor, netMinor),
    }));
    return { currency, netRevenueMinor: netMinor.toString(), orders, rows };
  });
}

/** The groups of several models side by side, most credited by the model of record first. */
export function compareModels(
  groups: readonly CreditedGroup[],
  models: readonly ModelName[],
  ofRecord: ModelName,
  names: Names,
): AttributionComparison['currencies'] {
  return byCurrency(groups).map(([currency, own]) => {
    const { netMinor, orders } = totalsOf(own.filter(({ model }) => model === ofRecord));
    const rows = [...Map.groupBy(own, placeOf).values()].map((group) => {
      const credited = new Map(group.map(({ model, creditedMinor }) => [model, creditedMinor]));
      return { head: headOf(group[0]!, names), credited, first: credited.get(ofRecord) ?? 0n };
    });
    rows.sort((a, b) => compare(b.first, a.first) || compare(labelOf(a.head), labelOf(b.head)));
    return {
      ...{ currency, netRevenueMinor: netMinor.toString(), orders },
      rows: rows.map(({ head, credited }): AttributionComparisonRow => ({
        ...head,
        creditedMinor: Object.fromEntries(models.map((model) => [model, String(credited.get(model) ?? 0n)])),
        sharePercent: Object.fromEntries(models.map((model) => [model, shareOf(credited.get(model) ?? 0n, netMinor)])),
      })),
    };
  });
}

function byCurrency(groups: readonly CreditedGroup[]): [string, CreditedGroup[]][] {
  return [...Map.groupBy(groups, ({ currency }) => currency)].sort(([a], [b]) => compare(a, b));
}

function totalsOf(groups: readonly CreditedGroup[]): { netMinor: bigint; orders: string } {
  return {
    netMinor: groups.reduce((sum, { creditedMinor }) => sum + creditedMinor, 0n),
    orders: decimalOrders(groups.reduce((sum, { orderParts }) => sum + orderParts, 0n)),
  };
}

function headOf({ key, unattributed }: CreditedGroup, names: Names) {
  return { key, name: key === null ? null : (names.get(key) ?? null), unattributed };
}

const placeOf = ({ key, unattributed }: CreditedGroup): string => JSON.stringify([key, unattributed]);

const labelOf = ({ key, unattributed }: { key: string | null; unattributed: boolean }): string =>
  `${unattributed ? 2 : key === null ? 1 : 0}${key ?? ''}`;

function mostFirst(a: CreditedGroup, b: CreditedGroup): number {
  return compare(b.creditedMinor, a.creditedMinor) || compare(labelOf(a), labelOf(b));
}

/** A share of nothing, or of a loss, would say the opposite of what it seems to. */
const shareOf = (creditedMinor: bigint, netMinor: bigint): string | null =>
  netMinor > 0n ? percent(creditedMinor, netMinor) : null;

const decimalOrders = (parts: bigint): string => decimalRatio(parts, ORDER_PARTS, ORDER_DIGITS);

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
