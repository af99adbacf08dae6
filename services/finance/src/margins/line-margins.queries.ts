import type { MarginRow, Page } from '@vividwalls/contracts';
import { toPage } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { marginRow } from './margin-row.js';
import { cursorText, readCursor } from './margin-cursor.js';
import type { MarginSort } from './margins-query.js';
import { askedValues, lastDayOf, PLACED_FORM, PLACED_US, type OrdersAsked } from './orders-asked.js';
import { chargesOfLines } from './shared-charges.js';

const PLACED = { value: PLACED_US, type: 'bigint', descending: true, form: PLACED_FORM };
const NET = { value: 'net_minor', type: 'bigint', form: /^-?[0-9]{1,18}$/ };

const SORTINGS = {
  placed: PLACED,
  net: { ...NET, descending: true },
  '-net': { ...NET, descending: false },
} as const;

/** The sorts that lines have: a line's margin is known only once its order's charges are split. */
export const isLineSort = (sort: MarginSort): sort is keyof typeof SORTINGS => sort in SORTINGS;

// Every line of the orders that the page's lines belong to: their charges are split among all of them.
const SIBLINGS = `SELECT l.order_id, l.line_id, l.net_minor, o.net_revenue_minor AS order_net, o.processor_fees_minor AS fees,
    coalesce((SELECT sum(a.commission_minor) FROM commission_accruals a WHERE a.order_id = l.order_id), 0) AS commissions
  FROM order_lines l JOIN order_books o USING (order_id)
  WHERE l.order_id = ANY($1::text[]) ORDER BY l.order_id, l.line_id`;

const LINE_COLUMNS = `order_id, line_id, currency, placed_on::text AS day, title, quantity - returned AS units, net_minor AS net,
  cost_minor AS cost`;

const LINES_MAX = 500;

/** The lines of one order with the margin of each, in the order of their ids. */
export async function findLinesOfOrder(tx: EntityManager, orderId: string): Promise<MarginRow[]> {
  const rows = await tx.query<LineRow[]>(
    `SELECT ${LINE_COLUMNS} FROM order_lines WHERE order_id = $1 ORDER BY line_id LIMIT ${LINES_MAX}`,
    [orderId],
  );
  const charges = await chargesOf(tx, [orderId]);
  return rows.map((row) => toRow(row, charges));
}

/** One page of lines with the margin of each. */
export async function findLineMargins(
  tx: EntityManager,
  asked: OrdersAsked,
  page: { readonly sort: keyof typeof SORTINGS; readonly cursor?: string | undefined; readonly limit: number },
): Promise<Page<MarginRow>> {
  const { value, type, descending, form } = SORTINGS[page.sort];
  const after = readCursor(page.cursor, form, 2);
  const [compare, direction] = descending ? ['<', 'DESC'] : ['>', 'ASC'];
  const isByTime = page.sort === 'placed';
  const lines = isByTime
    ? '(SELECT l.*, b.placed_at FROM order_lines l JOIN order_books b USING (order_id)) order_lines'
    : 'order_lines';
  const rows = await tx.query<SortedLineRow[]>(
    `SELECT ${LINE_COLUMNS}, ${value}::text AS sort_text
     FROM ${lines}
     WHERE book = $1 AND placed_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR currency = $4)
       AND ($5::text IS NULL OR ${isByTime ? `placed_on <= ${lastDayOf('$5::text')} AND ` : ''}(${value}, order_id, line_id) ${compare} ($5::text::${type}, $6::text, $7::text))
     ORDER BY ${isByTime ? `placed_on ${direction}, ` : ''}${value} ${direction}, order_id ${direction}, line_id ${direction} LIMIT $8`,
    [...askedValues(asked), after?.value ?? null, after?.ids[0] ?? null, after?.ids[1] ?? null, page.limit + 1],
  );
  const { items, nextCursor } = toPage(rows, page.limit, (row) =>
    cursorText({ value: row.sort_text, ids: [row.order_id, row.line_id] }),
  );
  const charges = await chargesOf(tx, [...new Set(items.map((row) => row.order_id))]);
  return { items: items.map((row) => toRow(row, charges)), ...(nextCursor !== undefined && { nextCursor }) };
}

interface Charges {
  readonly feesMinor: bigint;
  readonly commissionsMinor: bigint;
}

const lineKey = (row: { readonly order_id: string; readonly line_id: string }) =>
  JSON.stringify([row.order_id, row.line_id]);

async function chargesOf(tx: EntityManager, orderIds: readonly string[]): Promise<Map<string, Charges>> {
  const rows = await tx.query<SiblingRow[]>(SIBLINGS, [orderIds]);
  const charges = new Map<string, Charges>();
  for (const lines of Map.groupBy(rows, (row) => row.order_id).values()) {
    const { order_net, fees, commissions } = lines[0]!;
    const nets = lines.map((line) => BigInt(line.net_minor));
    const split = (charge: string) => chargesOfLines(BigInt(charge), nets, BigInt(order_net));
    const [feesMinor, commissionsMinor] = [split(fees), split(commissions)];
    lines.forEach((line, i) => {
      charges.set(lineKey(line), { feesMinor: feesMinor[i]!, commissionsMinor: commissionsMinor[i]! });
    });
  }
  return charges;
}

function toRow(row: LineRow, charges: ReadonlyMap<string, Charges>): MarginRow {
  const { feesMinor, commissionsMinor } = charges.get(lineKey(row))!;
  const named = { key: row.line_id, name: row.title, orderId: row.order_id, placedOn: row.day };
  return marginRow(named, {
    ...{ currency: row.currency, orders: 1, units: row.units, unknownOrders: row.cost === null ? 1 : 0 },
    netRevenueMinor: BigInt(row.net),
    costOfGoodsMinor: BigInt(row.cost ?? '0'),
    processorFeesMinor: feesMinor,
    commissionsMinor,
  });
}

/** Amounts as text. */
interface LineRow {
  readonly order_id: string;
  readonly line_id: string;
  readonly currency: string;
  readonly day: string;
  readonly title: string;
  readonly units: number;
  readonly net: string;
  readonly cost: string | null;
}

interface SortedLineRow extends LineRow {
  readonly sort_text: string;
}

interface SiblingRow {
  readonly order_id: string;
  readonly line_id: string;
  readonly net_minor: string;
  readonly order_net: string;
  readonly fees: string;
  readonly commissions: string;
}
