import { AgentResumed, AgentStopped } from '@vividwalls/events';
import type { Outbox } from '@vividwalls/messaging';
import { Parameters } from '@vividwalls/persistence';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Reader } from '../record/task-rows.js';

/** An agent that gets no work. */
export interface AgentStop {
  readonly id: string;
  readonly agentId: string;
  readonly cause: 'over_budget' | 'failing';
  readonly reason: string;
  readonly taskId: string | null;
  readonly stoppedAt: Date;
  /** When it ends by itself; null where a person must end it. */
  readonly until: Date | null;
}

const REASON_MAX = 1_000;

/** Money for a day: what is used up today is there again tomorrow, at the latest. See `StopSweeper` for before. */
export function endOfDay(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate() + 1));
}

/** Agents that stand still at this moment, and until when. */
export async function standingStill(reader: Reader, now: Date): Promise<Map<string, Date | null>> {
  const rows = await reader.query<{ agent_id: string; until: Date | null }[]>(
    `SELECT agent_id, CASE WHEN bool_or(until IS NULL) THEN NULL ELSE max(until) END AS until FROM agent_stops
     WHERE resumed_at IS NULL AND (until IS NULL OR until > $1) GROUP BY agent_id`,
    [now],
  );
  return new Map(rows.map(({ agent_id, until }) => [agent_id, until]));
}

/** Stops agents, each once: one that stands still already goes on doing so. */
export async function stopAgents(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  stops: readonly Omit<AgentStop, 'id' | 'stoppedAt'>[],
  now: Date,
): Promise<void> {
  if (stops.length === 0) return;
  const still = await standingStill(tx, now);
  const fresh = [...new Map(stops.map((stop) => [stop.agentId, stop])).values()].filter(
    ({ agentId }) => !still.has(agentId),
  );
  if (fresh.length === 0) return;
  await tx.query(
    `INSERT INTO agent_stops (id, agent_id, cause, reason, task_id, stopped_at, until)
     SELECT id, agent_id, cause, reason, task_id, $7, until
     FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::uuid[], $6::timestamptz[])
       AS t (id, agent_id, cause, reason, task_id, until)`,
    [
      ...[fresh.map(() => uuidv7()), fresh.map(({ agentId }) => agentId), fresh.map(({ cause }) => cause)],
      ...[fresh.map(({ reason }) => reason.slice(0, REASON_MAX)), fresh.map(({ taskId }) => taskId)],
      ...[fresh.map(({ until }) => until), now],
    ],
  );
  await outbox.append(
    tx,
    fresh.map(({ agentId, cause, reason, taskId, until }) => ({
      ...{ event: AgentStopped, subject: agentId, actor: 'system' },
      data: {
        ...{ agentId, cause, reason: reason.slice(0, REASON_MAX) },
        ...(taskId !== null && { taskId }),
        ...(until && { until: until.toISOString() }),
      },
    })),
  );
}

/** A person lets an agent work again; what waited for it is taken at once. @returns false when it does not stand still */
export async function resumeAgent(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  { agentId, by, reason }: { readonly agentId: string; readonly by: string; readonly reason: string },
  now: Date,
): Promise<boolean> {
  const [rows] = await tx.query<[{ cause: string }[], number]>(
    `UPDATE agent_stops SET resumed_at = $2, resumed_by = $3, resume_reason = $4
     WHERE agent_id = $1 AND resumed_at IS NULL AND (until IS NULL OR until > $2) RETURNING cause`,
    [agentId, now, by, reason],
  );
  const cause = rows[0]?.cause;
  if (cause === undefined) return false;
  await goOn(tx, outbox, { agentId, cause, by, reason }, now);
  return true;
}

/** One stop ends, whatever others there are of its agent. @returns false when it had ended: nothing is done or told twice */
export async function endStop(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  { id, by, reason }: { readonly id: string; readonly by: string; readonly reason: string },
  now: Date,
): Promise<boolean> {
  const [rows] = await tx.query<[{ agent_id: string; cause: string }[], number]>(
    `UPDATE agent_stops SET resumed_at = $2, resumed_by = $3, resume_reason = $4
     WHERE id = $1 AND resumed_at IS NULL AND (until IS NULL OR until > $2) RETURNING agent_id, cause`,
    [id, now, by, reason],
  );
  const [ended] = rows;
  if (!ended) return false;
  await goOn(tx, outbox, { agentId: ended.agent_id, cause: ended.cause, by, reason }, now);
  return true;
}

async function goOn(
  tx: EntityManager,
  outbox: Pick<Outbox, 'append'>,
  { agentId, cause, by, reason }: Record<'agentId' | 'cause' | 'by' | 'reason', string>,
  now: Date,
): Promise<void> {
  await tx.query(
    `UPDATE tasks SET run_after = $2 WHERE state = 'queued' AND waits_for = 'budget' AND agent_id = $1 AND run_after > $2`,
    [agentId, now],
  );
  await outbox.append(tx, [{ event: AgentResumed, subject: agentId, actor: by, data: { agentId, cause, reason } }]);
}

/** Stops in force, newest first. */
export async function listStops(reader: Reader, now: Date, cursor: string | undefined, limit: number) {
  const parameters = new Parameters();
  const at = parameters.one(now);
  const after = cursor === undefined ? '' : `AND id < ${parameters.one(cursor)}::uuid`;
  return reader.query<AgentStop[]>(
    `SELECT id, agent_id AS "agentId", cause, reason, task_id AS "taskId", stopped_at AS "stoppedAt", until
     FROM agent_stops WHERE resumed_at IS NULL AND (until IS NULL OR until > ${at}) ${after}
     ORDER BY id DESC LIMIT ${parameters.one(limit)}`,
    parameters.values,
  );
}
