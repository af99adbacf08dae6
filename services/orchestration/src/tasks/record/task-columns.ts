import type { Json, JsonObject } from '../../json.js';
import { PRIORITIES, type Task, type TaskError } from '../task.js';
import type { TaskRecord } from './task-record.js';

/** What one column holds, as the driver gives it. */
type Row = Readonly<Record<string, unknown>>;

const amount = (value: unknown): bigint | null => (value === null ? null : BigInt(value as string));
const error = (row: Row): TaskError | null =>
  row['error_code'] === null
    ? null
    : { code: row['error_code'] as string, message: (row['error_message'] as string | null) ?? '' };

/** Fields that are their column, under its own name. */
const SAME = {
  ...{ id: 'id', key: 'key', capability: 'capability', input: 'input', context: 'context', subject: 'subject' },
  ...{ requestedBy: 'requested_by', pinnedAgentId: 'pinned_agent_id', pinnedPersonaId: 'pinned_persona_id' },
  ...{ parentId: 'parent_id', retryOf: 'retry_of', mode: 'mode', shadowOf: 'shadow_of', test: 'test' },
  ...{ correlationId: 'correlation_id', causationId: 'causation_id', traceparent: 'traceparent', dueAt: 'due_at' },
  ...{ createdAt: 'created_at', state: 'state', waitsFor: 'waits_for', runAfter: 'run_after' },
  ...{
    waitsUntil: 'waits_until',
    onTime: 'on_time',
    overdueTold: 'overdue_told',
    agentId: 'agent_id',
    personaId: 'persona_id',
  },
  ...{ targetAgentId: 'target_agent_id', migrationId: 'migration_id', actsAs: 'acts_as', routing: 'routing' },
  ...{ clarified: 'clarified', attempt: 'attempt', tries: 'tries', tried: 'tried', stage: 'stage', deaths: 'deaths' },
  ...{ spendState: 'spend_state', spendNo: 'spend_no', spendKey: 'spend_key', spendAgentId: 'spend_agent_id' },
  ...{ spendUntil: 'spend_until', currency: 'currency', approvedBy: 'approved_by', resumedBy: 'resumed_by' },
  ...{ leave: 'leave', approvalKey: 'approval_key', approvalId: 'approval_id', approvalAsker: 'approval_asker' },
  ...{ heard: 'heard', output: 'output', compensation: 'compensation', compensateAt: 'compensate_at' },
  ...{ cancelRequested: 'cancel_requested', leaseOwner: 'lease_owner', leaseUntil: 'lease_until' },
  ...{ leaseToken: 'lease_token', startedAt: 'started_at', tryStartedAt: 'try_started_at', endedAt: 'ended_at' },
  changes: 'changes',
} as const;

const COLUMN_NAMES = [
  ...new Set([
    ...Object.values(SAME),
    ...['priority', 'reserved_minor', 'try_minor', 'actual_minor', 'tokens', 'error_code', 'error_message'],
  ]),
];

/** Columns of a task as a query lists them; `prefix` is the table's alias with its dot. */
export const taskColumns = (prefix = ''): string => COLUMN_NAMES.map((name) => `${prefix}${name}`).join(', ');

/** A row of `tasks` as the task it is. */
export function toTask(row: Row): TaskRecord {
  const fields: Record<string, unknown> = {};
  for (const [field, column] of Object.entries(SAME)) fields[field] = row[column];
  return {
    ...(fields as unknown as TaskRecord),
    priority: PRIORITIES[row['priority'] as number]!,
    reservedMinor: amount(row['reserved_minor']),
    tryMinor: amount(row['try_minor']),
    actualMinor: amount(row['actual_minor']),
    tokens: row['tokens'] === null ? null : Number(row['tokens']),
    error: error(row),
  };
}

/** The columns that a change writes, with their types. `context` and `cancel_requested` are written by their own statements. */
export const WRITTEN: Readonly<Record<string, string>> = {
  ...{ capability: 'text', state: 'text', waits_for: 'text', run_after: 'timestamptz', waits_until: 'timestamptz' },
  ...{
    on_time: 'text',
    overdue_told: 'boolean',
    agent_id: 'text',
    persona_id: 'text',
    target_agent_id: 'text',
    migration_id: 'text',
  },
  ...{ acts_as: 'text', routing: 'jsonb', clarified: 'smallint', attempt: 'integer', tries: 'integer' },
  ...{ tried: 'jsonb', stage: 'text', deaths: 'smallint', spend_state: 'text', spend_no: 'integer' },
  ...{ spend_key: 'text', spend_agent_id: 'text', spend_until: 'timestamptz', reserved_minor: 'bigint' },
  ...{ try_minor: 'bigint', actual_minor: 'bigint', currency: 'text', tokens: 'bigint', approved_by: 'text' },
  ...{ approval_key: 'text', approval_id: 'text', approval_asker: 'text' },
  ...{ resumed_by: 'jsonb', heard: 'jsonb', output: 'jsonb', error_code: 'text', error_message: 'text' },
  ...{ compensation: 'text', compensate_at: 'timestamptz', lease_owner: 'text', lease_until: 'timestamptz' },
  ...{ lease_token: 'integer', started_at: 'timestamptz', try_started_at: 'timestamptz', ended_at: 'timestamptz' },
};

const FIELD_OF = new Map(Object.entries(SAME).map(([field, column]) => [column as string, field as keyof TaskRecord]));

/** What a change writes, as JSON. */
export function toWritten(task: TaskRecord): JsonObject {
  const written: Record<string, Json> = {};
  for (const column of Object.keys(WRITTEN)) {
    const field = FIELD_OF.get(column);
    if (field) written[column] = asJson(task[field]);
  }
  written['reserved_minor'] = asJson(task.reservedMinor);
  written['try_minor'] = asJson(task.tryMinor);
  written['actual_minor'] = asJson(task.actualMinor);
  written['tokens'] = task.tokens;
  written['error_code'] = task.error?.code ?? null;
  written['error_message'] = task.error?.message ?? null;
  return written;
}

function asJson(value: unknown): Json {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'bigint' ? value.toString() : (value as Json);
}

/** The number by which priorities are ordered. */
export const rankOf = (priority: Task['priority']): number => PRIORITIES.indexOf(priority);
