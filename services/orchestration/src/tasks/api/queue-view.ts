import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Reader } from '../record/task-rows.js';
import { TASK_STATES, WAITS_FOR, WAITS_FOR_A_PERSON, type TaskState, type WaitsFor } from '../task.js';

export class QueuePlaceView {
  @ApiProperty({ enum: TASK_STATES }) state!: TaskState;
  @ApiProperty({ enum: WAITS_FOR, nullable: true }) waitsFor!: WaitsFor | null;
  @ApiProperty({ example: 12 }) count!: number;
  @ApiProperty({ example: 5_300, description: 'Age of the oldest, ms' }) oldestAgeMs!: number;
}

export class QueueView {
  @ApiProperty({ type: [QueuePlaceView], description: 'Tasks that have not ended' }) places!: QueuePlaceView[];
  @ApiProperty({ example: 12, description: 'All of them' }) open!: number;
  @ApiProperty({ example: 3, description: 'Could be taken at this moment' }) ready!: number;
  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Age of the oldest that could be taken, ms; null when none',
  })
  oldestReadyAgeMs!: number | null;
  @ApiProperty({ example: 1, description: 'Should have been done by now' }) overdue!: number;
  @ApiProperty({
    example: 2,
    description:
      'Wait for a person’s answer (waitsFor person or clarification); what waits for an approval is in the inbox',
  })
  waitingForPeople!: number;
}

export class StopView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'google-ads-agent' }) agentId!: string;
  @ApiProperty({ enum: ['over_budget', 'failing'] }) cause!: string;
  @ApiProperty({ example: 'no budget has room for it' }) reason!: string;
  @ApiProperty({ type: String, nullable: true, format: 'uuid' }) taskId!: string | null;
  @ApiProperty({ format: 'date-time' }) stoppedAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time', description: 'Null when a person must end it' })
  until!: string | null;
}

export class StopPageView {
  @ApiProperty({ type: [StopView] }) items!: readonly StopView[];
  @ApiPropertyOptional() nextCursor?: string;
}

interface PlaceRow {
  readonly state: TaskState;
  readonly waits_for: WaitsFor | null;
  readonly count: string;
  readonly oldest: Date;
  readonly ready: string;
  readonly oldest_ready: Date | null;
  readonly overdue: string;
}

/** Everything that has not ended, counted by what it is and waits for. */
export async function readQueue(reader: Reader, now: Date): Promise<QueueView> {
  const rows = await reader.query<PlaceRow[]>(
    `SELECT state, waits_for, count(*) AS count, min(created_at) AS oldest,
       count(*) FILTER (WHERE ready) AS ready, min(run_after) FILTER (WHERE ready) AS oldest_ready,
       count(*) FILTER (WHERE due_at <= $1 OR waits_until <= $1) AS overdue
     FROM (
       SELECT *, state IN ('queued', 'running') AND lease_owner IS NULL AND run_after <= $1
         AND (waits_for IS NULL OR waits_for IN ('retry', 'budget')) AS ready
       FROM tasks WHERE ended_at IS NULL
     ) t GROUP BY state, waits_for ORDER BY state, waits_for NULLS FIRST`,
    [now],
  );
  const sum = (of: (row: PlaceRow) => string) => rows.reduce((total, row) => total + Number(of(row)), 0);
  const forPeople = rows.filter(({ waits_for }) => WAITS_FOR_A_PERSON.some((one) => one === waits_for));
  const oldest = rows.flatMap(({ oldest_ready }) => (oldest_ready ? [oldest_ready.getTime()] : []));
  return {
    places: rows.map(({ state, waits_for, count, oldest }) => ({
      ...{ state, waitsFor: waits_for, count: Number(count), oldestAgeMs: age(oldest.getTime(), now) },
    })),
    ...{ open: sum(({ count }) => count), ready: sum(({ ready }) => ready), overdue: sum(({ overdue }) => overdue) },
    waitingForPeople: forPeople.reduce((total, { count }) => total + Number(count), 0),
    oldestReadyAgeMs: oldest.length > 0 ? age(Math.min(...oldest), now) : null,
  };
}

const age = (since: number, now: Date): number => Math.max(0, now.getTime() - since);
