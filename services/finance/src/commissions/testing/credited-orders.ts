import { AttributionSet } from '@vividwalls/events';
import type { EventEnvelope } from '@vividwalls/messaging';
import type { DataSource, EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/** A part of an order's net revenue, as attribution would give it. */
export interface TrialCredit {
  readonly agentId?: string;
  readonly personaId?: string;
  readonly department?: string;
  readonly campaign?: string;
  readonly amount: bigint;
}

export interface TrialOrder {
  readonly placedOn?: string;
  readonly currency?: string;
  readonly book?: 'real' | 'test';
  readonly credits: readonly TrialCredit[];
}

/** What a set adds to one combination of a book. */
interface Line {
  readonly orderId: string;
  readonly book: string;
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly department: string | null;
  readonly campaign: string | null;
  readonly currency: string;
  readonly amount: bigint;
}

/** Sets the credits of orders, as attribution keeps them, all in one transaction. Returns the events that tell of it. */
export async function writeCredits(
  dataSource: DataSource,
  orders: Readonly<Record<string, TrialOrder>>,
  now: Date,
): Promise<EventEnvelope<AttributionSet>[]> {
  const all = Object.entries(orders).map(([orderId, order]) => ({
    ...{ orderId, placedOn: '2026-11-10', currency: 'USD', book: 'real' as const },
    ...order,
  }));
  return dataSource.transaction(async (tx) => {
    await tx.query(
      `INSERT INTO attribution_orders (order_id, shop, book, currency, placed_at, placed_on, closes_at, model, model_version,
         net_minor, seq, state)
       SELECT id, 'vividwalls.myshopify.com', book, currency, day + time '15:00', day, now(), 'last', 1, 0, 1, '{}'
       FROM unnest($1::text[], $2::text[], $3::text[], $4::date[]) AS o (id, book, currency, day)
       ON CONFLICT (order_id) DO UPDATE SET book = excluded.book, seq = attribution_orders.seq + 1`,
      [all.map((o) => o.orderId), all.map((o) => o.book), all.map((o) => o.currency), all.map((o) => o.placedOn)],
    );
    const lines = all.flatMap(({ orderId, book, currency, credits }) =>
      credits.map((credit): Line => ({
        ...{ orderId, book, currency, amount: credit.amount, agentId: credit.agentId ?? null },
        ...{ personaId: credit.personaId ?? null, department: credit.department ?? null },
        campaign: credit.campaign ?? null,
      })),
    );
    const before = await creditsBefore(
      tx,
      all.map(({ orderId }) => orderId),
    );
    await insertSets(tx, differences(before, lines), now);
    return all.map(({ orderId, currency }) => setTold(orderId, currency, now.toISOString()));
  });
}

async function creditsBefore(tx: EntityManager, orderIds: readonly string[]): Promise<Line[]> {
  const rows = await tx.query<(Omit<Line, 'amount'> & { amount: string })[]>(
    `SELECT order_id AS "orderId", book, agent_id AS "agentId", persona_id AS "personaId", department, campaign, currency,
       sum(amount_minor) AS amount FROM attribution_credits WHERE order_id = ANY($1) GROUP BY 1, 2, 3, 4, 5, 6, 7`,
    [orderIds],
  );
  return rows.map((row) => ({ ...row, amount: BigInt(row.amount) }));
}

/** What must be added to the credits for them to be these. */
function differences(before: readonly Line[], now: readonly Line[]): Line[] {
  const sums = new Map<string, Line>();
  for (const line of [...now, ...before.map((one) => ({ ...one, amount: -one.amount }))]) {
    const { amount, ...who } = line;
    const key = JSON.stringify(Object.entries(who).sort());
    sums.set(key, { ...line, amount: (sums.get(key)?.amount ?? 0n) + amount });
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n);
}

/** One set for each order and book. */
async function insertSets(tx: EntityManager, lines: readonly Line[], now: Date): Promise<void> {
  const sets = [...Map.groupBy(lines, ({ orderId, book }) => `${book} ${orderId}`).values()].map((credits) => ({
    id: uuidv7(),
    credits,
    ...credits[0]!,
  }));
  await tx.query(
    `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency, occurred_at,
       event_id, correlation_id, actor, recorded_at)
     SELECT n.id, n.order_id, n.book, coalesce((SELECT max(seq) FROM attribution_sets s WHERE s.order_id = n.order_id), 0)
       + row_number() OVER (PARTITION BY n.order_id), 'capture', 'last', 1, n.amount, n.currency, $6, 'e', 'c', 'shop', now()
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[], $5::text[]) AS n (id, order_id, book, amount, currency)`,
    [
      ...[sets.map((s) => s.id), sets.map((s) => s.orderId), sets.map((s) => s.book)],
      sets.map((s) => String(s.credits.reduce((sum, { amount }) => sum + amount, 0n))),
      ...[sets.map((s) => s.currency), now],
    ],
  );
  const credits = sets.flatMap((set) => set.credits.map((credit, i) => ({ ...credit, setId: set.id, ordinal: i + 1 })));
  const column = (of: (credit: (typeof credits)[number]) => unknown) => credits.map(of);
  await tx.query(
    `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, agent_id, persona_id, department, channel, campaign,
       weight, amount_minor, currency)
     SELECT set_id, ordinal, order_id, book, agent, persona, department, 'email', campaign, 1, amount, currency
     FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
       $9::bigint[], $10::text[])
       AS c (set_id, ordinal, order_id, book, agent, persona, department, campaign, amount, currency)`,
    [
      ...[column((c) => c.setId), column((c) => c.ordinal), column((c) => c.orderId), column((c) => c.book)],
      ...[column((c) => c.agentId), column((c) => c.personaId), column((c) => c.department)],
      ...[column((c) => c.campaign), column((c) => String(c.amount)), column((c) => c.currency)],
    ],
  );
}

/** The news of a set. What it says of the credits is nothing that a handler may rely on. */
function setTold(orderId: string, currency: string, occurredAt: string): EventEnvelope<AttributionSet> {
  const id = uuidv7();
  const data: AttributionSet = {
    ...{ orderId, setId: uuidv7(), seq: 1, reason: 'capture', model: 'last', modelVersion: 1, currency },
    ...{ amountMinor: '0', occurredAt, credits: [] },
  };
  return {
    ...{
      specversion: '1.0',
      id,
      source: 'vividwalls/finance',
      type: 'vw.finance.attribution.set.v1',
      subject: orderId,
    },
    ...{ time: occurredAt, version: 1, correlationid: `correlation-${orderId}`, causationid: 'e' },
    ...{ actor: 'shopify:vividwalls.myshopify.com', test: false, shop: 'vividwalls.myshopify.com' },
    ...{ datacontenttype: 'application/json', data },
  };
}
