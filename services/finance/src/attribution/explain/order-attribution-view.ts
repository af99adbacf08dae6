import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type {
  AttributionSetShown,
  OrderAttribution,
  OrderShare,
  TouchCredited,
  TouchLeftOut,
  TouchShown,
} from '@vividwalls/contracts';
import type { Book } from '../../journal/journal-entry.js';
import { LEFT_OUT_REASONS } from '../credits/considered-touches.js';
import { SET_REASONS } from '../credits/sets-due.js';
import { TOUCH_ORIGINS } from '../touches/touch.js';

const NULLABLE = { type: String, nullable: true } as const;

class TouchShownView implements TouchShown {
  @ApiProperty({ format: 'uuid' }) touchId!: string;
  @ApiProperty({ enum: TOUCH_ORIGINS, example: 'interaction' }) source!: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-20T09:30:00.000Z' }) occurredAt!: string;
  @ApiProperty({ ...NULLABLE, example: 'instagram-agent' }) agentId!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'curator' }) personaId!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'Marketing' }) department!: string | null;
  @ApiProperty({ example: 'instagram' }) channel!: string;
  @ApiProperty({ ...NULLABLE, example: 'fall' }) campaign!: string | null;
  @ApiProperty({ enum: ['direct', 'assisted', 'influenced'] }) kind!: string;
}

export class TouchCreditedView extends TouchShownView implements TouchCredited {
  @ApiProperty({ example: '1' }) weight!: string;
  @ApiProperty({ example: '33.33' }) sharePercent!: string;
  @ApiProperty({ example: '6633 1/3', description: 'If cents could be divided' }) exactMinor!: string;
  @ApiProperty({ enum: ['exact', 'up', 'down'], example: 'up', description: 'up: it got a cent that was left over' })
  rounding!: 'exact' | 'up' | 'down';
  @ApiProperty({ example: '6634' }) amountMinor!: string;
  @ApiProperty({ example: 'touch 1 of 3: all weigh the same' }) why!: string;
}

export class TouchLeftOutView extends TouchShownView implements TouchLeftOut {
  @ApiProperty({ enum: [...LEFT_OUT_REASONS, 'arriving'], example: 'too_old' }) reason!: string;
  @ApiProperty({ example: 'it happened more than 30 days before the order' }) why!: string;
}

export class OrderShareView implements OrderShare {
  @ApiProperty({ ...NULLABLE, example: 'instagram-agent', description: 'Null: of touches that name no agent' })
  agentId!: string | null;
  @ApiProperty({ example: '6634' }) amountMinor!: string;
  @ApiProperty({ example: '33.33', description: 'Of the net revenue' }) sharePercent!: string;
  @ApiProperty({ type: [String] }) touchIds!: readonly string[];
}

class SetCreditView {
  @ApiProperty({ ...NULLABLE, format: 'uuid', description: 'Null: unattributed' }) touchId!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'instagram-agent' }) agentId!: string | null;
  @ApiProperty({ example: 'instagram' }) channel!: string;
  @ApiProperty({ ...NULLABLE, example: 'fall' }) campaign!: string | null;
  @ApiProperty({ example: '6634' }) amountMinor!: string;
}

export class AttributionSetView implements AttributionSetShown {
  @ApiProperty({ format: 'uuid' }) setId!: string;
  @ApiProperty({ example: 1 }) seq!: number;
  @ApiProperty({ enum: ['real', 'test'] }) book!: string;
  @ApiProperty({ enum: SET_REASONS, example: 'capture' }) reason!: string;
  @ApiProperty({ example: 'linear' }) model!: string;
  @ApiProperty({ example: 1 }) modelVersion!: number;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ example: '19900', description: 'What its credits sum to' }) amountMinor!: string;
  @ApiProperty({ format: 'date-time' }) occurredAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ description: 'The event or request that caused it' }) eventId!: string;
  @ApiProperty({ example: 'shopify:vividwalls.myshopify.com' }) actor!: string;
  @ApiProperty({ type: [SetCreditView] }) credits!: SetCreditView[];
}

/** Who got what of an order, and why. */
export class OrderAttributionView implements OrderAttribution {
  @ApiProperty({ example: '450789469' }) orderId!: string;
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ ...NULLABLE, example: 'USD' }) currency!: string | null;
  @ApiProperty({ example: '19900' }) netRevenueMinor!: string;
  @ApiProperty({ example: '0', description: 'What no touch gets' }) unattributedMinor!: string;
  @ApiProperty({ example: 'linear' }) model!: string;
  @ApiProperty({ example: 1, description: 'The fit of a model that learns; 0: not fitted, divided as linear' })
  modelVersion!: number;
  @ApiProperty({ description: 'Another model than that of the books: nothing of it is booked' }) hypothetical!: boolean;
  @ApiProperty({ example: 'linear' }) modelOfRecord!: string;
  @ApiProperty({ ...NULLABLE, format: 'date-time' }) placedAt!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'Touches count from then on' })
  lookbackFrom!: string | null;
  @ApiProperty({ ...NULLABLE, format: 'date-time', description: 'Touches told later change nothing' })
  closesAt!: string | null;
  @ApiProperty() open!: boolean;
  @ApiProperty({ type: [OrderShareView], description: 'By agent, the largest first' }) shares!: OrderShareView[];
  @ApiProperty({ type: [TouchCreditedView], description: 'In the order of time' }) touches!: TouchCreditedView[];
  @ApiProperty({ type: [TouchLeftOutView] }) leftOut!: TouchLeftOutView[];
  @ApiProperty({ type: [AttributionSetView], description: 'What is booked, in the order of recording' })
  sets!: AttributionSetView[];
  @ApiProperty({ type: [String] }) notes!: string[];
  @ApiPropertyOptional({ example: 'Nothing is earned yet: there is nothing to divide.' }) reason?: string;
}
