import type { MarginRow, Margins } from '@vividwalls/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import { refused } from '../reports/report-range.js';
import { sumOfSpends } from '../reports/agent-spend.js';
import type { ShopCalendar } from '../time/shop-calendar.js';
import { findAgentCosts, findAgentNames } from './agent-costs.queries.js';
import { countUnknownRest, findGroupSums, type Grouping } from './group-sums.queries.js';
import { groupedMargins, type GroupSums, type Totals } from './grouped-margins.js';
import { findLineMargins, isLineSort } from './line-margins.queries.js';
import { marginRow } from './margin-row.js';
import type { MarginsBy, MarginSort } from './margins-query.js';
import { findOrderMargins } from './order-margins.queries.js';
import type { OrdersAsked } from './orders-asked.js';
import { pageOfGroups } from './sorted-groups.js';
import { findTotals } from './totals.queries.js';

export interface MarginsAsked extends OrdersAsked {
  readonly by: MarginsBy;
  readonly sort?: MarginSort | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

type Found = Pick<Margins, 'items' | 'nextCursor' | 'rest' | 'totals'>;

const REASONS: Readonly<Record<Grouping, string>> = {
  size: 'Their size is not told.',
  product: 'Lines without a product of the shop.',
  stream: 'Their stream is not told.',
  agent: 'No agent is known to have touched these orders, or is named by what was spent.',
};

const NO_SEGMENTS = 'No service tells the segments of customers yet.';

/** Everything is read of one state of the books, so that parts and totals agree. */
export function findMargins(dataSource: DataSource, calendar: ShopCalendar, asked: MarginsAsked): Promise<Found> {
  return dataSource.transaction('REPEATABLE READ', async (tx) => {
    const { by, sort, cursor, limit } = asked;
    const totals = cursor === undefined || isGrouped(by) ? await findTotals(tx, asked) : [];
    const summed = totals.map((one) => marginRow({ key: null, name: null }, one));
    if (by === 'order') {
      if (sort === 'key') throw refused('sort', 'cannot be key: orders are sorted by placed, net or margin');
      const page = await findOrderMargins(tx, asked, { sort: sort ?? 'placed', cursor, limit });
      return { ...page, rest: [], totals: summed };
    }
    if (by === 'line') {
      const lines = sort ?? 'placed';
      if (!isLineSort(lines)) throw refused('sort', `cannot be ${lines}: lines are sorted by placed or net`);
      return { ...(await findLineMargins(tx, asked, { sort: lines, cursor, limit })), rest: [], totals: summed };
    }
    if (sort === 'placed') throw refused('sort', 'cannot be placed: groups are sorted by net, margin or key');
    const groups = await groupsOf(tx, calendar, by, asked, totals);
    return { totals: summed, ...groups, ...pageOfGroups(groups.items, sort ?? 'net', cursor, limit) };
  });
}

const isGrouped = (by: MarginsBy): boolean => by !== 'order' && by !== 'line';

async function groupsOf(
  tx: EntityManager,
  calendar: ShopCalendar,
  by: Exclude<MarginsBy, 'order' | 'line'>,
  asked: OrdersAsked,
  totals: readonly Totals[],
): Promise<{ items: MarginRow[]; rest: MarginRow[]; totals?: MarginRow[] }> {
  if (by === 'segment') {
    return { items: totals.map((one) => marginRow({ key: null, name: null, reason: NO_SEGMENTS }, one)), rest: [] };
  }
  const sums = await findGroupSums(tx, by, asked);
  const groups = by === 'agent' ? await withAgentCosts(tx, calendar, asked, sums) : sums;
  const unknownRest = await countUnknownRest(tx, by, asked);
  const all = new Map(totals.map((one) => [one.currency, one]));
  const margins = [...new Set([...all.keys(), ...groups.keys()])].sort().map((currency) => {
    const [total, own] = [all.get(currency) ?? nothing(currency), groups.get(currency) ?? []];
    const spent = sumOfSpends(own.flatMap((group) => group.spent ?? []));
    const summed = marginRow({ key: null, name: null }, { ...total, spent });
    return { ...groupedMargins(total, own, REASONS[by], unknownRest.get(currency) ?? 0), summed };
  });
  return {
    items: margins.flatMap(({ items }) => items),
    rest: margins.flatMap(({ rest }) => rest ?? []),
    // Of agents with what they spent: the sum of the rows, and what the ledger has of these days.
    ...(by === 'agent' && { totals: margins.map(({ summed }) => summed) }),
  };
}

/**
 * Agents with their names, their own commissions and what they spent; also those that spent and brought nothing. What names no
 * agent stands with the orders of nobody.
 */
async function withAgentCosts(
  tx: EntityManager,
  calendar: ShopCalendar,
  asked: OrdersAsked,
  sums: ReadonlyMap<string, readonly GroupSums[]>,
): Promise<Map<string, GroupSums[]>> {
  const [costs, names] = [await findAgentCosts(tx, calendar, asked), await findAgentNames(tx)];
  const currencies = new Set([...sums.keys(), ...costs.keys()]);
  return new Map(
    [...currencies].map((currency) => {
      const [brought, own] = [sums.get(currency) ?? [], costs.get(currency) ?? new Map<string | null, never>()];
      const idle = [...own.keys()].filter((agent) => !brought.some(({ key }) => key === agent));
      const groups = [...brought, ...idle.map(broughtNothing)].map((group): GroupSums => {
        const { commissionsMinor = 0n, spent } = own.get(group.key) ?? {};
        if (group.key === null) return { ...group, commissionsMinor, ...(spent && { spent }) };
        return { ...group, name: names.get(group.key) ?? null, commissionsMinor, spent: spent ?? null };
      });
      return [currency, groups];
    }),
  );
}

function broughtNothing(key: string | null): GroupSums {
  return {
    ...{ key, name: null, orders: 0, units: null, netRevenueMinor: 0n, costOfGoodsMinor: undefined, unknownOrders: 0 },
    ...{ costWeight: 0n, feesWeight: 0n, commissionsWeight: 0n },
  };
}

/** Of a currency in which agents spent and nothing was sold. */
function nothing(currency: string): Totals {
  return {
    ...{ currency, orders: 0, units: null, unknownOrders: 0 },
    ...{ netRevenueMinor: 0n, costOfGoodsMinor: 0n, processorFeesMinor: 0n, commissionsMinor: 0n },
  };
}
