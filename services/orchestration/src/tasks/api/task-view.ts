import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Json } from '../../json.js';
import { routingOf, type TaskRecord } from '../record/task-record.js';
import { isOverdue } from '../record/task-rows.js';
import { FALLBACK_STAGES, PRIORITIES, SPEND_STATES, TASK_STATES, WAITS_FOR, type Tried } from '../task.js';
import { ReasonView } from '../../routing/api/routing-views.js';

const nullable = { nullable: true, type: String } as const;
const anyObject = { type: 'object', additionalProperties: true } as const;
const nullableTime = { ...nullable, format: 'date-time' } as const;

export class TaskErrorView {
  @ApiProperty({ example: 'over_budget' }) code!: string;
  @ApiProperty() message!: string;
}

/** Somebody who could do it, or had it. */
export class TaskActorView {
  @ApiProperty({ type: String, example: 'orders-fulfillment-agent' }) agentId!: string;
  @ApiProperty({ ...nullable }) personaId!: string | null;
}

/** Who had a task and could not do it. */
export class TriedView extends TaskActorView implements Tried {
  @ApiPropertyOptional({
    type: TaskActorView,
    description: 'Whom routing had chosen, where the state of a migration let another act',
  })
  inPlaceOf?: TaskActorView;
}

export class TaskView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'triage-5512457811' }) key!: string;
  @ApiProperty({ ...nullable, example: 'order.triage', description: 'Null until routing has found one' })
  capability!: string | null;
  @ApiProperty(anyObject) input!: object;
  @ApiProperty(anyObject) context!: object;
  @ApiProperty({ enum: PRIORITIES }) priority!: string;
  @ApiProperty({ example: '6312457814' }) subject!: string;
  @ApiProperty({ example: 'user:owner' }) requestedBy!: string;
  @ApiProperty({ ...nullable, format: 'uuid' }) parentId!: string | null;
  @ApiProperty({ ...nullable, format: 'uuid', description: 'The task that it does once more' }) retryOf!: string | null;
  @ApiProperty({ enum: ['act', 'propose'] }) mode!: string;
  @ApiProperty({ ...nullable, format: 'uuid' }) shadowOf!: string | null;
  @ApiProperty() test!: boolean;
  @ApiProperty({ enum: TASK_STATES }) state!: string;
  @ApiProperty({ enum: WAITS_FOR, nullable: true }) waitsFor!: string | null;
  @ApiProperty({ ...nullableTime, description: 'When what it waits for must have come' }) waitsUntil!: string | null;
  @ApiProperty({ format: 'date-time' }) runAfter!: string;
  @ApiProperty(nullableTime) dueAt!: string | null;
  @ApiProperty({ description: 'It should have been done, or what it waits for should have come' }) overdue!: boolean;
  @ApiProperty({ type: [String], description: 'Clarifying questions that are open' }) questions!: readonly string[];
  @ApiProperty({ ...nullable, example: 'orders-fulfillment-agent' }) agentId!: string | null;
  @ApiProperty({ ...nullable }) personaId!: string | null;
  @ApiProperty({ ...nullable, description: 'Of the 28, what routing decided' }) targetAgentId!: string | null;
  @ApiProperty({ ...nullable }) migrationId!: string | null;
  @ApiProperty({ enum: ['legacy', 'target'] }) actsAs!: string;
  @ApiProperty({ enum: FALLBACK_STAGES, description: 'How far it has fallen back' }) stage!: string;
  @ApiProperty({ type: Number, nullable: true }) confidence!: number | null;
  @ApiProperty({ type: [ReasonView], description: 'Why this agent' }) why!: readonly ReasonView[];
  @ApiProperty({
    ...nullable,
    description: 'Why who acts does, by the state of a migration; null before anybody does',
  })
  assignment!: string | null;
  @ApiProperty({ type: [TaskActorView], description: 'Whom it would fall back to, best first' })
  others!: readonly TaskActorView[];
  @ApiProperty({ description: 'Tries of the present agent' }) attempt!: number;
  @ApiProperty({ description: 'Tries of all agents' }) tries!: number;
  @ApiProperty({ type: [TriedView], description: 'Who had it before' }) tried!: readonly TriedView[];
  @ApiProperty({ description: 'Runners that fell silent while they had it' }) deaths!: number;
  @ApiProperty({ enum: SPEND_STATES }) spendState!: string;
  @ApiProperty({ ...nullable, example: 'task/0192f0c1-…/1' }) spendKey!: string | null;
  @ApiProperty({ ...nullable, example: '500', description: 'Minor units; null when nothing was held' })
  reservedMinor!: string | null;
  @ApiProperty({ ...nullable, example: '430', description: 'Null when it is not known' }) actualMinor!: string | null;
  @ApiProperty({ ...nullable, example: 'USD' }) currency!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Null when it is not known' }) tokens!: number | null;
  @ApiProperty({ ...nullable, description: 'Who said yes in governance' }) approvedBy!: string | null;
  @ApiProperty({
    ...nullable,
    format: 'uuid',
    description: 'What was asked in governance last: /api/governance/approvals/{id}',
  })
  approvalId!: string | null;
  @ApiProperty({ ...nullable, description: 'The key of that question' }) approvalKey!: string | null;
  @ApiProperty({ ...anyObject, nullable: true }) output!: Json;
  @ApiProperty({ type: TaskErrorView, nullable: true, description: 'Of the last try that failed' })
  error!: TaskErrorView | null;
  @ApiProperty({ enum: ['none', 'due', 'done', 'failed'], description: 'Whether what it had done was taken back' })
  compensation!: string;
  @ApiProperty() cancelRequested!: boolean;
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty(nullableTime) startedAt!: string | null;
  @ApiProperty(nullableTime) endedAt!: string | null;
  @ApiProperty({ example: '0192f0c1-…' }) correlationId!: string;
}

export function taskView(task: TaskRecord, now: Date): TaskView {
  const { id, key, capability, input, context, priority, subject, requestedBy, parentId, retryOf, mode } = task;
  const { shadowOf, test, state, waitsFor, agentId, personaId, targetAgentId, migrationId, actsAs, stage } = task;
  const { attempt, tries, tried, deaths, spendState, spendKey, currency, tokens, approvedBy, output, error } = task;
  const { compensation, cancelRequested, correlationId, approvalId, approvalKey } = task;
  const kept = routingOf(task);
  return {
    ...{ id, key, capability, input, context, priority, subject, requestedBy, parentId, retryOf, mode, shadowOf, test },
    ...{ state, waitsFor, waitsUntil: iso(task.waitsUntil), runAfter: task.runAfter.toISOString() },
    ...{ dueAt: iso(task.dueAt), overdue: isOverdue(task, now) },
    questions: waitsFor === 'clarification' ? (kept?.questions ?? []) : [],
    ...{ agentId, personaId, targetAgentId, migrationId, actsAs, stage, confidence: kept?.confidence ?? null },
    ...{ assignment: kept?.assignment ?? null, others: (kept?.others ?? []).map(actorOf) },
    ...{ why: kept?.reasons ?? [], attempt, tries, tried, deaths, spendState, spendKey },
    ...{ reservedMinor: text(task.reservedMinor), actualMinor: text(task.actualMinor), currency, tokens, approvedBy },
    ...{ approvalId, approvalKey },
    ...{ output, error, compensation, cancelRequested, createdAt: task.createdAt.toISOString() },
    ...{ startedAt: iso(task.startedAt), endedAt: iso(task.endedAt), correlationId },
  };
}

const actorOf = ({ agentId, personaId }: TaskActorView): TaskActorView => ({ agentId, personaId });
const iso = (at: Date | null): string | null => at?.toISOString() ?? null;
const text = (amount: bigint | null): string | null => amount?.toString() ?? null;

export class TaskPageView {
  @ApiProperty({ type: [TaskView] }) items!: readonly TaskView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export class TakenTaskView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'triage-5512457811' }) key!: string;
  @ApiProperty({ description: 'False when it was there already: the same key is the same task' }) isNew!: boolean;
}

export class TaskBatchView {
  @ApiProperty({ type: [TakenTaskView], description: 'In the order of the tasks' }) items!: readonly TakenTaskView[];
}

export class TimelineLineView {
  @ApiProperty({ minimum: 1 }) seq!: number;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ example: 'route', description: 'What happened' }) move!: string;
  @ApiProperty({ enum: TASK_STATES, description: 'The state after it' }) state!: string;
  @ApiProperty({ enum: WAITS_FOR, nullable: true }) waitsFor!: string | null;
  @ApiProperty({ ...nullable, example: 'user:owner', description: 'Null for the engine itself' }) actor!: string | null;
  @ApiProperty() note!: string;
  @ApiProperty({ ...anyObject, nullable: true }) facts!: object | null;
}

export class TimelineView {
  @ApiProperty({ type: [TimelineLineView] }) items!: readonly TimelineLineView[];
  @ApiPropertyOptional() nextCursor?: string;
}
