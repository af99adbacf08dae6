import type { MarginRow, Page } from '@vividwalls/contracts';
import { toPage } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { marginRow } from './margin-row.js';
import { cursorText, readCursor } from './margin-cursor.js';
import type { MarginSort } from './margins-query.js';
import {
  ALL_ORDERS,
  askedValues,
  lastDayOf,
  ONE_ORDER,
  ORDERS_OF_PAGE,
  PLACED_FORM,
  PLACED_US,
  type OrdersAsked,
} from './orders-asked.js';

const MARGIN = 'net - cost - fees - commissions';
/** Beyond every sum there can be: what is unknown comes last either way. */
const BEYOND = '1000000000000000000000';

interface Sorting {
  readonly value: string;
  readonly type: string;
  readonly descending: boolean;
  readonly form: RegExp;
}

const NUMBER = { type: 'numeric', form: /^-?[0-9]{1,22}$/ };

const SORTINGS: Readonly<Partial<Record<MarginSort, Sorting>>> = {
  placed: { value: PLACED_US, type: 'bigint', descending: true, form: PLACED_FORM },
  net: { value: 'net', descending: true, ...NUMBER },
  '-net': { value: 'net', descending: false, ...NUMBER },
  margin: { value: `coalesce(${MARGIN}, -${BEYOND})`, descending: true, ...NUMBER },
  '-margin': { value: `coalesce(${MARGIN}, ${BEYOND})`, descending: false, ...NUMBER },
};

/** One page of orders with the margin of each. */
export async function findOrderMargins(
  tx: EntityManager,
  asked: OrdersAsked,
  page: { readonly sort: MarginSort; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<MarginRow>> {
  const { value, type, descending, form } = SORTINGS[page.sort]!;
  const after = readCursor(page.cursor, form, 1);
  const [compare, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  // By margin all must be looked at before the first is known.
  const orders = page.sort.endsWith('margin') ? ALL_ORDERS : ORDERS_OF_PAGE;
  // Days are in the index: as many are read and sorted as the page takes.
  const isByTime = page.sort === 'placed';
  const days = isByTime ? `placed_on ${direction}, ` : '';
  const rows = await tx.query<SortedOrderRow[]>(
    `SELECT s.*, s.placed_on::text AS day, s.sort_value::text AS sort_text, b.name
     FROM (
       SELECT *, ${value} AS sort_value FROM (${orders}) o
       WHERE $5::text IS NULL OR (${isByTime ? `placed_on <= ${lastDayOf('$5::text')} AND ` : ''}(${value}, order_id) ${compare} ($5::text::${type}, $6::text))
       ORDER BY ${days}sort_value ${direction}, order_id ${direction} LIMIT $7
     ) s
     JOIN order_books b USING (order_id)
     ORDER BY s.sort_value ${direction}, s.order_id ${direction}`,
    [...askedValues(asked), after?.value ?? null, after?.ids[0] ?? null, page.limit + 1],
  );
  const { items, nextCursor } = toPage(rows, page.limit, (row) =>
    cursorText({ value: row.sort_text, ids: [row.order_id] }),
  );
  return { items: items.map(toRow), ...(nextCursor !== undefined && { nextCursor }) };
}

/** The margin of one order; undefined while nothing of it is booked. */
export async function findOrderMargin(tx: EntityManager, orderId: string): Promise<MarginRow | undefined> {
  const [row] = await tx.query<OrderRow[]>(
    `SELECT s.*, s.placed_on::text AS day, (SELECT b.name FROM order_books b WHERE b.order_id = s.order_id) AS name
     FROM (${ONE_ORDER}) s`,
    [orderId],
  );
  return row && toRow(row);
}

function toRow(row: OrderRow): MarginRow {
  const named = { key: row.order_id, name: row.name, orderId: row.order_id, placedOn: row.day };
  return marginRow(named, {
    ...{ currency: row.currency, orders: 1, units: null, unknownOrders: row.cost === null ? 1 : 0 },
    netRevenueMinor: BigInt(row.net),
    costOfGoodsMinor: BigInt(row.known_cost),
    processorFeesMinor: BigInt(row.fees),
    commissionsMinor: BigInt(row.commissions),
  });
}

/** Amounts as text. */
interface OrderRow {
  readonly order_id: string;
  readonly name: string | null;
  readonly day: string;
  readonly currency: string;
  readonly net: string;
  readonly cost: string | null;
  readonly known_cost: string;
  readonly fees: string;
  readonly commissions: string;
}

interface SortedOrderRow extends OrderRow {
  readonly sort_text: string;
}
