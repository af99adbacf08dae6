import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  NO_OUTCOMES,
  type JobOutcomes,
  type LetterJob,
  type LetterJobKind,
  type LetterJobState,
} from '@vividwalls/messaging';
import { DeadLetterFilter } from './dead-letter-query.js';
import { LetterGroupView, ListedLetterView } from './dead-letter-views.js';

const INSTANT = { example: '2026-11-22T10:15:00.000Z' };
const NULLABLE_INSTANT = { type: String, format: 'date-time', nullable: true } as const;

/** What a job would touch. */
export class DryRunView {
  @ApiProperty({ example: true }) dryRun!: true;
  @ApiProperty({ example: 128, description: 'Open letters that match now' }) total!: number;
  @ApiProperty({ type: [LetterGroupView] }) groups!: LetterGroupView[];
  @ApiProperty({ type: [ListedLetterView], description: 'The oldest ones, with which it would begin' })
  first!: ListedLetterView[];
}

export class LetterJobView {
  @ApiProperty({ example: '019abf2e-0c55-7d3c-9d0a-5b1f3c1f8a11' }) id!: string;
  @ApiProperty({ enum: ['redrive', 'discard'] }) kind!: LetterJobKind;
  @ApiProperty({ enum: ['pending', 'running', 'finished', 'aborted'] }) state!: LetterJobState;
  @ApiProperty({ type: DeadLetterFilter }) filter!: object;
  @ApiProperty() reason!: string;
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ example: 20 }) ratePerSecond!: number;
  @ApiProperty({ example: 128, description: 'Letters that were open and matched when it was asked for' })
  total!: number;
  @ApiProperty({ example: 40 }) done!: number;
  @ApiProperty({ example: 2 }) skipped!: number;
  @ApiProperty({ example: 86, description: 'Not touched: not yet, or never when it was aborted' }) left!: number;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { 'was not open any more': 2 },
    description: 'How many were skipped, by why',
  })
  skips!: Readonly<Record<string, number>>;
  @ApiProperty({ example: 31, description: 'Of those sent again, as far as their consumer has told by now' })
  handled!: number;
  @ApiProperty({ example: 4, description: 'The same; each is an open letter of its own again' }) failedAgain!: number;
  @ApiProperty(INSTANT) requestedAt!: string;
  @ApiProperty(NULLABLE_INSTANT) startedAt!: string | null;
  @ApiProperty(NULLABLE_INSTANT) endedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Who aborted it; else who asked for it' }) endedBy!:
    string | null;
  @ApiProperty({ type: String, nullable: true }) abortReason!: string | null;
}

export class LetterJobPageView {
  @ApiProperty({ type: [LetterJobView] }) items!: LetterJobView[];
  @ApiPropertyOptional() nextCursor?: string;
}

export function jobView(job: LetterJob, outcomes: JobOutcomes = NO_OUTCOMES): LetterJobView {
  return {
    ...{ ...job, ...outcomes },
    left: job.total - job.done - job.skipped,
    requestedAt: job.requestedAt.toISOString(),
    startedAt: job.startedAt?.toISOString() ?? null,
    endedAt: job.endedAt?.toISOString() ?? null,
  };
}
