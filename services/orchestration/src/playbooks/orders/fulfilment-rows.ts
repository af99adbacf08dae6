import type { EntityManager } from 'typeorm';

/** Why an order must not be printed any more. */
export type StopReason = 'cancelled' | 'refunded';

/** Whose order it is, and whether it may still be printed. */
export interface Begun {
  readonly isOurs: boolean;
  /** The task that fulfils it, when it isn't ours. */
  readonly otherTaskId: string | null;
  readonly stopped: StopReason | null;
}

interface Row {
  readonly task_id: string | null;
  readonly claimed_at: Date | null;
  readonly stop_reason: StopReason | null;
}

/**
 * Takes an order to be fulfilled. One order has one task: another one takes it over only when the first has ended without handing
 * it over.
 */
export async function beginFulfilment(
  tx: EntityManager,
  { orderId, taskId, dueAt, test, now }: { orderId: string; taskId: string; dueAt: Date; test: boolean; now: Date },
): Promise<Begun> {
  await tx.query(
    `INSERT INTO order_fulfilments AS o (order_id, task_id, due_at, begun_at, test) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (order_id) DO UPDATE
       SET task_id = excluded.task_id, due_at = coalesce(o.due_at, excluded.due_at), begun_at = excluded.begun_at,
         closed_at = NULL
       WHERE o.claimed_at IS NULL AND (o.task_id IS NULL
         OR EXISTS (SELECT 1 FROM tasks t WHERE t.id = o.task_id AND t.ended_at IS NOT NULL))`,
    [orderId, taskId, dueAt, now, test],
  );
  const row = await find(tx, orderId);
  const isOurs = row?.task_id === taskId;
  return { isOurs, otherTaskId: isOurs ? null : (row?.task_id ?? null), stopped: row?.stop_reason ?? null };
}

/** Whether an order may be handed over now, by this task. */
export interface Claim {
  readonly isClaimed: boolean;
  /** Why it was stopped before. */
  readonly stopped: StopReason | null;
}

/** Once it is claimed it can't be stopped any more; whichever commits first holds. */
export async function claimHandover(
  tx: EntityManager,
  { orderId, taskId, now }: { orderId: string; taskId: string; now: Date },
): Promise<Claim> {
  await tx.query(
    `UPDATE order_fulfilments SET claimed_at = $3
     WHERE order_id = $1 AND task_id = $2 AND stopped_at IS NULL AND claimed_at IS NULL`,
    [orderId, taskId, now],
  );
  const row = await find(tx, orderId);
  const isClaimed = row?.task_id === taskId && row.claimed_at !== null;
  return { isClaimed, stopped: row?.stop_reason ?? null };
}

/** What became of an order that was to be stopped. */
export type Stopped = 'stopped' | 'too_late';

/** Stops an order, whether or not anybody has begun with it; too late as soon as it is handed over. The first reason stays. */
export async function stopFulfilment(
  tx: EntityManager,
  { orderId, reason, now }: { orderId: string; reason: StopReason; now: Date },
): Promise<Stopped> {
  await tx.query(
    `INSERT INTO order_fulfilments AS o (order_id, stopped_at, stop_reason, test) VALUES ($1, $2, $3, false)
     ON CONFLICT (order_id) DO UPDATE SET stopped_at = excluded.stopped_at, stop_reason = excluded.stop_reason
       WHERE o.claimed_at IS NULL AND o.stopped_at IS NULL`,
    [orderId, now, reason],
  );
  return (await find(tx, orderId))?.claimed_at ? 'too_late' : 'stopped';
}

/** It is at the printer, or nobody wants it there any more. What got stuck is neither: it is still wanted. */
export async function endFulfilment(
  tx: EntityManager,
  { orderId, taskId, isHandedOver, now }: { orderId: string; taskId: string; isHandedOver: boolean; now: Date },
): Promise<void> {
  await tx.query(
    `UPDATE order_fulfilments SET ${isHandedOver ? 'handed_over_at' : 'closed_at'} = $3 WHERE order_id = $1 AND task_id = $2`,
    [orderId, taskId, now],
  );
}

async function find(tx: Pick<EntityManager, 'query'>, orderId: string): Promise<Row | undefined> {
  const [row] = await tx.query<Row[]>(
    'SELECT task_id, claimed_at, stop_reason FROM order_fulfilments WHERE order_id = $1',
    [orderId],
  );
  return row;
}
