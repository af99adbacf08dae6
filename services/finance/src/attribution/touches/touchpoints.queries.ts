import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import { keysOf } from './person-keys.js';
import { fromTouchCursor, toTouchCursor } from './touch-cursor.js';
import type { TouchpointsQuery, TouchpointView } from './touchpoint-requests.js';

// A touch is shown once, as its earliest telling has it; it is a test when any telling says so.
const COLUMNS = `t.id, t.source, t.agent_id AS "agentId", t.persona_id AS "personaId", t.channel, t.campaign, t.kind,
  t.occurred_at AS "occurredAt", t.recorded_at AS "recordedAt", t.shop,
  EXISTS (SELECT FROM touchpoints any_telling WHERE any_telling.id = t.id AND any_telling.test) AS test`;
const IS_EARLIEST = `NOT EXISTS (SELECT FROM touchpoints earlier
  WHERE earlier.id = t.id AND (earlier.occurred_at, earlier.telling) < (t.occurred_at, t.telling))`;

type TouchRow = Omit<TouchpointView, 'occurredAt' | 'recordedAt'> & { occurredAt: Date; recordedAt: Date };

/** Touches, newest first. */
export async function findTouchpoints(
  dataSource: DataSource,
  { customerId, emailHash, agentId, channel, from, to, cursor, limit }: TouchpointsQuery,
): Promise<Page<TouchpointView>> {
  const conditions = [IS_EARLIEST];
  const values: unknown[] = [];
  const where = (sql: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(sql(`$${values.length}`));
  };
  const ofKey = (p: string) => `t.id IN (SELECT touch_id FROM touch_keys WHERE key = ${p})`;
  for (const key of keysOf({ customerId, emailHash })) where(ofKey, key);
  where((p) => `t.agent_id = ${p}`, agentId);
  where((p) => `t.channel = ${p}`, channel);
  where((p) => `t.occurred_at >= ${p}::timestamptz`, from);
  where((p) => `t.occurred_at < ${p}::timestamptz`, to);
  const after = cursor === undefined ? undefined : fromTouchCursor(cursor);
  if (after) {
    values.push(after.occurredAt, after.id);
    conditions.push(`(t.occurred_at, t.id) < ($${values.length - 1}::timestamptz, $${values.length}::uuid)`);
  }
  values.push(limit + 1);
  const rows = await dataSource.query<TouchRow[]>(
    `SELECT ${COLUMNS} FROM touchpoints t WHERE ${conditions.join(' AND ')}
     ORDER BY t.occurred_at DESC, t.id DESC LIMIT $${values.length}`,
    values,
  );
  const touches = rows.map((row): TouchpointView => ({
    ...row,
    occurredAt: row.occurredAt.toISOString(),
    recordedAt: row.recordedAt.toISOString(),
  }));
  return toPage(touches, limit, toTouchCursor);
}
