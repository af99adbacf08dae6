import { ApiProperty } from '@nestjs/swagger';
import type { Json } from '../../json.js';
import type { Reader } from '../record/task-rows.js';

/** Characters of one step's output that are shown; what is larger is named by its size. */
const OUTPUT_MAX = 16_384;
const STEPS_MAX = 500;
const SPENDS_MAX = 200;

/** One step of a playbook. */
export class TaskStepView {
  @ApiProperty({ type: String, example: 'check-stock' }) step!: string;
  @ApiProperty({ enum: ['begun', 'done'], description: '`begun`: its effect may have happened' }) state!: string;
  @ApiProperty({ type: String, format: 'date-time' }) begunAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) doneAt!: string | null;
  @ApiProperty({
    ...{ type: 'object', additionalProperties: true, nullable: true },
    description:
      'What it came to; null when it is not done, came to nothing, or is larger than outputCharacters may be',
  })
  output!: Json;
  @ApiProperty({ type: Number, description: `Of the output; it is shown up to ${OUTPUT_MAX}` })
  outputCharacters!: number;
}

/** One question of money that a task asked, and what became of it. */
export class TaskSpendView {
  @ApiProperty({ type: String, example: 'task/0192f0c1-…/1', description: '/api/finance/spend/{key}' }) key!: string;
  @ApiProperty({ type: String, example: 'orders-fulfillment-agent' }) agentId!: string;
  @ApiProperty({ enum: ['asked', 'reserved', 'to_commit', 'to_release', 'settled', 'refused'] }) state!: string;
  @ApiProperty({ type: String, example: '500', description: 'Minor units that were asked for' }) amountMinor!: string;
  @ApiProperty({ type: String, nullable: true, example: '430', description: 'Null while it is not known' })
  actualMinor!: string | null;
  @ApiProperty({ type: String, example: 'USD' }) currency!: string;
  @ApiProperty({ type: String, example: 'within budget' }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) askedAt!: string;
  @ApiProperty({ type: String, nullable: true, format: 'date-time' }) heldUntil!: string | null;
}

/** What the work of one task has come to so far. */
export class TaskWorkView {
  @ApiProperty({ type: [TaskStepView], description: 'Steps of its playbook, in the order in which they began' })
  steps!: readonly TaskStepView[];
  @ApiProperty({ type: [TaskSpendView], description: 'Oldest first' }) spends!: readonly TaskSpendView[];
}

export async function readTaskWork(reader: Reader, taskId: string): Promise<TaskWorkView> {
  const [steps, spends] = await Promise.all([
    reader.query<(Omit<TaskStepView, 'begunAt' | 'doneAt'> & { begun_at: Date; done_at: Date | null })[]>(
      `SELECT step, state, begun_at, done_at, coalesce(length(output::text), 0) AS "outputCharacters",
         CASE WHEN length(output::text) <= $2 THEN output END AS output
       FROM task_steps WHERE task_id = $1 ORDER BY begun_at, done_at NULLS LAST, step LIMIT $3`,
      [taskId, OUTPUT_MAX, STEPS_MAX],
    ),
    reader.query<(Omit<TaskSpendView, 'askedAt' | 'heldUntil'> & { asked_at: Date; held_until: Date | null })[]>(
      `SELECT key, agent_id AS "agentId", state, amount_minor AS "amountMinor", actual_minor AS "actualMinor", currency,
         reason, asked_at, held_until
       FROM task_spends WHERE task_id = $1 ORDER BY n LIMIT $2`,
      [taskId, SPENDS_MAX],
    ),
  ]);
  return {
    steps: steps.map(({ begun_at, done_at, ...step }) => ({
      ...{ ...step, begunAt: begun_at.toISOString(), doneAt: done_at?.toISOString() ?? null },
    })),
    spends: spends.map(({ asked_at, held_until, ...spend }) => ({
      ...{ ...spend, askedAt: asked_at.toISOString(), heldUntil: held_until?.toISOString() ?? null },
    })),
  };
}
