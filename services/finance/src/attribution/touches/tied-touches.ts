import type { InteractionKind } from '@vividwalls/events';
import type { DataSource, EntityManager } from 'typeorm';
import type { TiedTouch } from '../credits/considered-touches.js';
import type { TouchOrigin } from './touch.js';
import { touchesTold } from './touches-told.js';

/** An order, and when touches of it may have been, both ends included. */
export interface TieQuestion {
  readonly order: {
    readonly orderId: string;
    readonly placedAt: string;
    readonly keys: readonly string[];
    readonly ownTouches: readonly TiedTouch[];
  };
  /** ISO 8601 in UTC. */
  readonly from: string;
  readonly until: string;
}

/** The newest checkouts of a key that join further ones. */
const MOST_CHECKOUTS_OF_A_KEY = 20;
/** The newest touches of a key that are looked at; above what an order takes, for those that turn out not to count. */
const MOST_TOUCHES_OF_A_KEY = 200;

const TIED = `WITH asked AS MATERIALIZED (
    SELECT * FROM unnest($1::integer[], $2::text[], $3::timestamptz[], $4::timestamptz[]) AS a (n, key, since, until)),
  bridges AS (
    SELECT DISTINCT a.n, a.since, a.until, c.checkout_id FROM asked a CROSS JOIN LATERAL (
      SELECT checkout_id FROM checkout_keys c WHERE c.key = a.key AND c.created_at BETWEEN a.since AND a.until
      ORDER BY c.created_at DESC LIMIT ${MOST_CHECKOUTS_OF_A_KEY}) c),
  keys AS (
    SELECT n, key, since, until FROM asked
    UNION
    SELECT b.n, c.key, b.since, b.until FROM bridges b JOIN checkout_keys c ON c.checkout_id = b.checkout_id),
  found AS (
    SELECT DISTINCT k.n, t.touch_id FROM keys k CROSS JOIN LATERAL (
      SELECT touch_id FROM touch_keys t WHERE t.key = k.key AND t.occurred_at BETWEEN k.since AND k.until
      ORDER BY t.occurred_at DESC LIMIT ${MOST_TOUCHES_OF_A_KEY}) t)
  SELECT f.n, t.id, t.source, t.agent_id, t.persona_id, a.department, t.channel, t.campaign, t.kind, t.occurred_at, t.test,
    t.shop
  FROM found f JOIN touchpoints t ON t.id = f.touch_id
  LEFT JOIN LATERAL (
    SELECT department FROM finance_agents a WHERE a.agent_id IN (t.agent_id, t.agent_id || '-agent')
    ORDER BY a.agent_id <> t.agent_id LIMIT 1) a ON true
  ORDER BY f.n, t.id, t.occurred_at, t.telling`;

interface TiedRow {
  readonly n: number;
  readonly id: string;
  readonly source: TouchOrigin;
  readonly agent_id: string | null;
  readonly persona_id: string | null;
  readonly department: string | null;
  readonly channel: string;
  readonly campaign: string | null;
  readonly kind: InteractionKind;
  readonly occurred_at: Date;
  readonly test: boolean;
  readonly shop: string;
}

/**
 * The touches tied to each order: those with a key of the order, and those with a key that one checkout joins to it (one
 * hop, never two, so that nobody is tied to strangers by a chain). One round trip. What was told several times is once here,
 * as the earliest telling has it; it is a test when any says so.
 */
export async function findTiedTouches(
  tx: EntityManager | DataSource,
  questions: readonly TieQuestion[],
): Promise<Map<string, TiedTouch[]>> {
  const asked = questions.flatMap(({ order, from, until }, n) => order.keys.map((key) => ({ n, key, from, until })));
  const rows =
    asked.length === 0
      ? []
      : await tx.query<TiedRow[]>(TIED, [
          ...[asked.map(({ n }) => n), asked.map(({ key }) => key)],
          ...[asked.map(({ from }) => from), asked.map(({ until }) => until)],
        ]);
  const tellings = Map.groupBy(rows, ({ n }) => n);
  return new Map(
    questions.map(({ order }, n) => [order.orderId, touchesTold((tellings.get(n) ?? []).map(asTelling), order)]),
  );
}

function asTelling(row: TiedRow): TiedTouch {
  const { id, source, channel, kind, test, shop } = row;
  return {
    ...{ id, source, channel, kind, test, shop, occurredAt: row.occurred_at.toISOString() },
    ...(row.agent_id !== null && { agentId: row.agent_id }),
    ...(row.persona_id !== null && { personaId: row.persona_id }),
    ...(row.department !== null && { department: row.department }),
    ...(row.campaign !== null && { campaign: row.campaign }),
  };
}
