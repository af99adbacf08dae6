import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  LETTER_STATES,
  type Letter,
  type LetterGroup,
  type LetterOutcome,
  type LetterState,
  type ListedLetter,
} from '@vividwalls/messaging';

const ID = '3f2a9c54-7d3f-5a51-9a43-1c2f0e6b7d10';
const INSTANT = '2026-11-22T10:15:00.000Z';
const NULLABLE_ID = { type: String, nullable: true, example: null } as const;
const NULLABLE_INSTANT = { type: String, format: 'date-time', nullable: true, example: null } as const;

export class OriginView {
  @ApiProperty({ example: 'SHOP' }) stream!: string;
  @ApiProperty({ description: 'A stream that was lost and made anew counts again from 1' }) streamCreatedAt!: string;
  @ApiProperty({ example: '812' }) sequence!: string;
  @ApiProperty({ example: 'vw.shop.order.paid' }) subject!: string;
  @ApiProperty({ type: String, nullable: true }) eventId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'vw.shop.order.paid.v1' }) eventType!: string | null;
}

export class LastActView {
  @ApiProperty({ enum: ['redriven', 'discarded'] }) kind!: 'redriven' | 'discarded';
  @ApiProperty({ example: INSTANT }) at!: string;
  @ApiProperty({ example: 'user:owner' }) by!: string;
  @ApiProperty() reason!: string;
  @ApiProperty({ description: 'Whether the message was mended before it was sent' }) edited!: boolean;
  @ApiProperty({ ...NULLABLE_ID, description: 'The job that acted' }) jobId!: string | null;
}

/** A dead letter in a list. */
export class ListedLetterView implements ListedLetter {
  @ApiProperty({ example: ID }) id!: string;
  @ApiProperty({ enum: LETTER_STATES }) state!: LetterState;
  @ApiProperty({ example: 'finance' }) consumer!: string;
  @ApiProperty({ example: 'permanent' }) reason!: string;
  @ApiProperty({ description: 'In a list, its beginning' }) error!: string;
  @ApiProperty({ example: 8 }) attempts!: number;
  @ApiProperty({ type: OriginView }) origin!: OriginView;
  @ApiProperty({ type: String, nullable: true, description: "The aggregate's id" }) subject!: string | null;
  @ApiProperty() correlationId!: string;
  @ApiProperty({ example: INSTANT }) failedAt!: string;
  @ApiProperty({ example: 1_804 }) payloadBytes!: number;
  @ApiProperty({ example: 0, description: 'How often it had been redriven before it failed this time' })
  redrives!: number;
  @ApiProperty({ ...NULLABLE_ID, description: 'The letter of the failure before' }) previousLetterId!: string | null;
  @ApiProperty({ ...NULLABLE_ID, description: 'The letter of the next failure' }) nextLetterId!: string | null;
  @ApiProperty({ type: LastActView, nullable: true }) lastAct!: LastActView | null;
  @ApiProperty({ enum: ['failed again', 'handled'], nullable: true, description: 'What came of a redrive' })
  outcome!: LetterOutcome | null;
  @ApiProperty(NULLABLE_INSTANT) settledAt!: string | null;
}

export class LetterPageView {
  @ApiProperty({ type: [ListedLetterView] }) items!: ListedLetterView[];
  @ApiPropertyOptional() nextCursor?: string;
}

/** A dead letter with its message. */
export class LetterView extends ListedLetterView implements Letter {
  @ApiProperty({ description: 'The message as it was' }) payload!: string;
  @ApiProperty({ enum: ['utf8', 'base64'] }) encoding!: 'utf8' | 'base64';
}

export class LetterGroupView implements LetterGroup {
  @ApiProperty({ enum: LETTER_STATES }) state!: LetterState;
  @ApiProperty({ example: 'finance' }) consumer!: string;
  @ApiProperty({ type: String, nullable: true, example: 'vw.shop.order.paid.v1' }) type!: string | null;
  @ApiProperty({ example: 'permanent' }) reason!: string;
  @ApiProperty({ example: 128 }) count!: number;
  @ApiProperty({ example: INSTANT }) oldest!: string;
  @ApiProperty({ example: INSTANT }) newest!: string;
}

export class LetterSummaryView {
  @ApiProperty({ type: [LetterGroupView], description: 'The largest groups first' }) items!: LetterGroupView[];
}
