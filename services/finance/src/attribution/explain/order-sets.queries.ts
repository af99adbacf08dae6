import type { AttributionSetShown } from '@vividwalls/contracts';
import type { DataSource } from 'typeorm';

const SETS = `SELECT s.id AS "setId", s.seq, s.book, s.reason, s.model, s.model_version AS "modelVersion", s.currency,
    s.amount_minor::text AS "amountMinor", s.occurred_at AS "occurredAt", s.recorded_at AS "recordedAt",
    s.event_id AS "eventId", s.actor,
    (SELECT json_agg(json_build_object('touchId', c.touch_id, 'agentId', c.agent_id, 'channel', c.channel, 'campaign', c.campaign,
       'amountMinor', c.amount_minor::text) ORDER BY c.ordinal)
     FROM attribution_credits c WHERE c.set_id = s.id) AS credits
  FROM attribution_sets s WHERE s.order_id = $1 ORDER BY s.seq LIMIT $2`;

/** Sets of one order that are shown; an order edited more often than this is a machine's. */
const MOST_SETS = 500;

type SetRow = Omit<AttributionSetShown, 'occurredAt' | 'recordedAt'> & {
  readonly occurredAt: Date;
  readonly recordedAt: Date;
};

/** The sets of an order in the order in which they were written. */
export async function findOrderSets(dataSource: DataSource, orderId: string): Promise<AttributionSetShown[]> {
  const rows = await dataSource.query<SetRow[]>(SETS, [orderId, MOST_SETS]);
  return rows.map((row) => ({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  }));
}
