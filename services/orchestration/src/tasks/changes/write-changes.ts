import type { Outbox } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import { WRITTEN, toWritten } from '../record/task-columns.js';
import type { TaskChange } from './task-change.js';

const columns = Object.keys(WRITTEN);

/** Finance may have answered since the row was read: what is settled stays so, for the same question. */
const written = (column: string): string =>
  column === 'spend_state'
    ? `CASE WHEN t.spend_state = 'settled' AND t.spend_no = g.spend_no AND g.spend_state IN ('to_commit', 'to_release')
        THEN 'settled' ELSE g.spend_state END`
    : `g.${column}`;

/**
 * One statement for all of a batch: the rows change, if they are still as they were read (state and token), and the timelines of
 * those that did grow. Rows come as one JSON text and not as one array for each of some forty columns: the driver escapes
 * arrays character by character.
 */
const WRITE = `WITH given AS (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, from_state text, from_token integer, added integer,
      ${columns.map((column) => `${column} ${WRITTEN[column]!}`).join(', ')})
  ), moved AS (
    UPDATE tasks t SET ${columns.map((column) => `${column} = ${written(column)}`).join(', ')}, changes = t.changes + g.added
    FROM given g WHERE t.id = g.id AND t.state = g.from_state AND t.lease_token = g.from_token
    RETURNING t.id, t.changes - g.added AS known
  ), told AS (
    INSERT INTO task_timeline (task_id, seq, at, move, state, waits_for, actor, note, facts)
    SELECT m.id, m.known + l.n, l.at, l.move, l.state, l.waits_for, l.actor, l.note, l.facts
    FROM jsonb_to_recordset($2::jsonb) AS l (id uuid, n integer, at timestamptz, move text, state text, waits_for text,
      actor text, note text, facts jsonb)
    JOIN moved m ON m.id = l.id
  ) SELECT id FROM moved`;

const WRITE_SPENDS = `INSERT INTO task_spends AS s (task_id, n, key, agent_id, state, amount_minor, allowance_minor,
    actual_minor, currency, held_until, reason, settle_at, asked_at)
  SELECT id, n, key, agent_id, state, amount_minor, allowance_minor, actual_minor, currency, held_until, reason,
    CASE WHEN state IN ('to_commit', 'to_release') THEN $2::timestamptz END, $2
  FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, n integer, key text, agent_id text, state text, amount_minor bigint,
    allowance_minor bigint, actual_minor bigint, currency text, held_until timestamptz, reason text)
  ORDER BY id, n
  ON CONFLICT (task_id, n) DO UPDATE SET state = excluded.state, actual_minor = excluded.actual_minor,
    held_until = coalesce(excluded.held_until, s.held_until), reason = excluded.reason, settle_at = excluded.settle_at`;

/**
 * Makes changes real, with their events. What another has changed in the meantime (another runner, a person) stays as it is.
 *
 * @param changes at most one for each task
 * @returns the changes that were made
 */
export async function writeChanges(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  changes: readonly TaskChange[],
): Promise<TaskChange[]> {
  if (changes.length === 0) return [];
  const given = changes.map(({ before, after, lines }) => ({
    ...toWritten(after),
    ...{ id: before.id, from_state: before.state, from_token: before.leaseToken, added: lines.length },
  }));
  const lines = changes.flatMap(({ before, lines }) =>
    lines.map(({ at, move, state, waitsFor, actor, note, facts }, i) => ({
      ...{ id: before.id, n: i + 1, at, move, state, waits_for: waitsFor, actor, note, facts },
    })),
  );
  const rows = await tx.query<{ id: string }[]>(WRITE, [JSON.stringify(given), JSON.stringify(lines)]);
  const moved = new Set(rows.map(({ id }) => id));
  const made = changes.filter(({ before }) => moved.has(before.id));
  const spends = made.flatMap(({ before, spends }) => lastOfEach(spends).map((spend) => spendRow(before.id, spend)));
  if (spends.length > 0) await tx.query(WRITE_SPENDS, [JSON.stringify(spends), made[0]!.at]);
  await outbox.append(
    tx,
    made.flatMap(({ events }) => events),
  );
  return made;
}

type Spends = TaskChange['spends'];

const lastOfEach = (spends: Spends): Spends => [...new Map(spends.map((spend) => [spend.n, spend])).values()];

const spendRow = (id: string, spend: Spends[number]) => ({
  ...{ id, n: spend.n, key: spend.key, agent_id: spend.agentId, state: spend.state },
  ...{ amount_minor: spend.amountMinor.toString(), allowance_minor: spend.allowanceMinor.toString() },
  ...{ actual_minor: spend.actualMinor?.toString() ?? null, currency: spend.currency },
  ...{ held_until: spend.heldUntil, reason: spend.reason },
});
