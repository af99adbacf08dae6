import type { Reader } from '../record/task-rows.js';
import type { AgentStop } from './agent-stops.js';

/** All that would have been held for the task at which an agent was stopped. */
export interface RefusedSpend {
  readonly minor: bigint;
  readonly currency: string;
}

/** By the id of the stop; none where nothing is known of it. */
export async function refusedSpends(reader: Reader, stops: readonly AgentStop[]): Promise<Map<string, RefusedSpend>> {
  const refused = stops.filter(({ cause, taskId }) => cause === 'over_budget' && taskId !== null);
  if (refused.length === 0) return new Map();
  const rows = await reader.query<{ task_id: string; minor: string; currency: string }[]>(
    `SELECT DISTINCT ON (task_id) task_id, amount_minor + allowance_minor AS minor, currency FROM task_spends
     WHERE task_id = ANY($1::uuid[]) AND state = 'refused' ORDER BY task_id, n DESC`,
    [refused.map(({ taskId }) => taskId)],
  );
  const byTask = new Map(rows.map(({ task_id, minor, currency }) => [task_id, { minor: BigInt(minor), currency }]));
  return new Map(
    refused.flatMap(({ id, taskId }) => {
      const spend = byTask.get(taskId!);
      return spend ? [[id, spend] as const] : [];
    }),
  );
}
