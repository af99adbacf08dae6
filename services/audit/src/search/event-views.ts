import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { RecordedEvent } from '@vividwalls/contracts';

const TEXT = { type: String, nullable: true } as const;

/** An event as the record has it. */
export class RecordedEventView implements RecordedEvent {
  @ApiProperty({ type: String, example: '44', description: 'Its place in the chain' }) position!: string;
  @ApiProperty({ type: String, example: 'FINANCE' }) stream!: string;
  @ApiProperty({ type: String, example: '6', description: 'Its place in the stream' }) sequence!: string;
  @ApiProperty({ ...TEXT, description: 'Null: the message is no event' }) id!: string | null;
  @ApiProperty({ ...TEXT, example: 'vw.finance.entry.booked.v1' }) type!: string | null;
  @ApiProperty({ ...TEXT, example: '450789469', description: 'The aggregate’s id' }) subject!: string | null;
  @ApiProperty({ ...TEXT, format: 'date-time', description: 'When it happened' }) time!: string | null;
  @ApiProperty({ type: String, format: 'date-time', description: 'When the broker had it' }) storedAt!: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When the record had it' }) recordedAt!: string;
  @ApiProperty({ ...TEXT, description: 'The same for all that one cause led to' }) correlationId!: string | null;
  @ApiProperty({ ...TEXT, description: 'The event that it followed from' }) causationId!: string | null;
  @ApiProperty({ ...TEXT, example: 'shopify:prints.myshopify.com' }) actor!: string | null;
  @ApiProperty({ type: Boolean, description: 'Of a test order or the like' }) test!: boolean;
  @ApiProperty({ type: String, description: 'Hex' }) hash!: string;
  @ApiPropertyOptional({
    ...{ type: Object, additionalProperties: true },
    description: 'Left out when the message is no event, or too large for a list',
  })
  data?: unknown;
  @ApiProperty({ type: Number }) payloadCharacters!: number;
}

export class RecordedEventPageView {
  @ApiProperty({ type: [RecordedEventView] }) items!: readonly RecordedEventView[];
  @ApiPropertyOptional({ type: String }) nextCursor?: string;
}

/** An entry of the chain with everything that its hash covers. */
export class RecordedEntryView extends RecordedEventView {
  @ApiProperty({ type: String, description: 'Hex; of the entry before' }) previousHash!: string;
  @ApiProperty({ type: String, example: 'vw.finance.entry.booked' }) natsSubject!: string;
  @ApiProperty({ type: String, description: 'A stream that was lost and made anew counts again from 1' })
  streamCreatedAt!: string;
  @ApiProperty({ type: String, description: 'The message as it was' }) payload!: string;
  @ApiProperty({ type: String, description: 'SHA-256 of the payload, hex' }) payloadHash!: string;
  @ApiProperty({ enum: ['utf8', 'base64'] }) encoding!: 'utf8' | 'base64';
}

/** What belongs together over all services. */
export class StoryView {
  @ApiProperty({ type: [RecordedEventView], description: 'Oldest first; their data where it is small' })
  items!: readonly RecordedEventView[];
  @ApiProperty({ type: Boolean, description: 'True when the story is longer than was asked for' }) isCut!: boolean;
}
