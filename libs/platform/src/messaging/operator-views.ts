import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { REPLAY_PHASES, type ReplayPhase, type ReplayRecord, type WaitingEvent } from '@vividwalls/messaging';

/** An event that the broker refused; the relay has set it aside. */
export class ParkedView {
  @ApiProperty({ type: String, description: 'Number of its row in the outbox' }) outboxId!: string;
  @ApiProperty({ type: String }) messageId!: string;
  @ApiProperty({ type: String }) subject!: string;
  @ApiProperty({ type: String }) error!: string;
  @ApiProperty({ type: String, format: 'date-time' }) parkedAt!: string;
}

export class ParkedPageView {
  @ApiProperty({ type: [ParkedView] }) items!: ParkedView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

/** An event whose cause has not come yet; it is tried again by itself. */
export class WaitingEventView {
  @ApiProperty({ type: String, example: 'orchestration' }) consumer!: string;
  @ApiProperty({ type: String }) eventId!: string;
  @ApiProperty({ type: String, example: 'ORCHESTRATION' }) stream!: string;
  @ApiProperty({ type: String, example: '812' }) sequence!: string;
  @ApiProperty({ type: String, description: 'Of the broker', example: 'vw.reports.task.outcome_reported' })
  address!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null where the message is too large to be read for a list',
  })
  type!: string | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: String, nullable: true }) correlationId!: string | null;
  @ApiProperty({ type: String, description: 'What it waits for, as its consumer said' }) reason!: string;
  @ApiProperty({ type: String, format: 'date-time' }) since!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Then it becomes a dead letter' }) until!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When it is tried again' }) nextAt!: string;
  @ApiProperty({ type: Number }) tries!: number;
}

export class WaitingEventPageView {
  @ApiProperty({ type: [WaitingEventView] }) items!: WaitingEventView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

export const waitingView = ({ since, until, nextAt, ...event }: WaitingEvent): WaitingEventView => ({
  ...event,
  ...{ since: since.toISOString(), until: until.toISOString(), nextAt: nextAt.toISOString() },
});

export class RepublishCountView {
  @ApiProperty({ type: Boolean, enum: [true] }) dryRun!: true;
  @ApiProperty({ type: Number }) total!: number;
}

export class RepublicationView {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ enum: ['running', 'done', 'aborted', 'failed'] }) state!: 'running' | 'done' | 'aborted' | 'failed';
  @ApiProperty({ type: String, format: 'date-time' }) from!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'Excluded' }) until!: string;
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String }) actor!: string;
  @ApiProperty({ type: Number, description: 'Events in that span when it began' }) total!: number;
  @ApiProperty({ type: Number }) published!: number;
  @ApiProperty({ type: Number, description: 'Of these, so many the streams still knew' }) duplicates!: number;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
}

export class FailedEventView {
  @ApiProperty({ type: String, example: 'stream SHOP, sequence 17' }) place!: string;
  @ApiProperty({ type: String, nullable: true }) eventId!: string | null;
  @ApiProperty({ type: String, nullable: true }) eventType!: string | null;
  @ApiProperty({ type: String }) error!: string;
}

export class ReplayView implements ReplayRecord {
  @ApiProperty({ type: String, format: 'uuid' }) id!: string;
  @ApiProperty({ type: String }) model!: string;
  @ApiProperty({ type: Object, description: '"beginning", {"time"} or {"sequence"}' }) from!: ReplayRecord['from'];
  @ApiProperty({ type: String }) reason!: string;
  @ApiProperty({ type: String }) actor!: string;
  @ApiProperty({ type: Boolean }) skipFailed!: boolean;
  @ApiProperty({ enum: REPLAY_PHASES }) phase!: ReplayPhase;
  @ApiProperty({ type: Number, description: 'Messages read' }) taken!: number;
  @ApiProperty({ type: Number, description: 'Messages to read, as far as is known' }) total!: number;
  @ApiProperty({ type: Number, description: 'Events written' }) handled!: number;
  @ApiProperty({ type: Number, description: 'Messages whose event was written before' }) repeats!: number;
  @ApiProperty({ type: Number, description: 'Events whose cause has not come yet' }) waiting!: number;
  @ApiProperty({ type: Number, description: 'Events left out, because they could not be handled' }) failed!: number;
  @ApiProperty({ type: [FailedEventView], description: 'The first of them' }) failures!: FailedEventView[];
  @ApiProperty({ type: Number, description: 'Messages a second, of late' }) perSecond!: number;
  @ApiProperty({ type: Number }) swapAttempts!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'How long live handling stood still, ms' }) pauseMs!:
    number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Seconds still to go' }) etaSeconds!: number | null;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, format: 'date-time' }) startedAt!: string;
  @ApiProperty({ type: String, format: 'date-time' }) updatedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) endedAt!: string | null;
}

export class ReplayPageView {
  @ApiProperty({ type: [ReplayView] }) items!: ReplayView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}
