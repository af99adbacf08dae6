import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ACT_NAMES, type ActFacts, type ActName } from '@vividwalls/contracts';
import { PageQuery } from '@vividwalls/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsObject, IsOptional, IsString, Length, Matches } from 'class-validator';
import { INBOX_ORDERS, INBOX_STATES, type InboxOrder, type InboxState } from '../inbox/inbox-rows.js';

const KEY = /^[\x21-\x7e]{1,200}$/;
const A_KEY = { message: 'must be 1 to 200 visible ASCII characters' };
const ONE_LINE = /^\P{Cc}*$/u;

export class InboxQuery extends PageQuery {
  @ApiPropertyOptional({ enum: INBOX_STATES, default: 'pending', description: '`any`: whatever became of them' })
  @IsIn(INBOX_STATES)
  state: InboxState = 'pending';

  @ApiPropertyOptional({ enum: ACT_NAMES }) @IsOptional() @IsIn(ACT_NAMES) act?: ActName;
  @ApiPropertyOptional({ type: String, example: 'agent:refunds' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  asker?: string;
  @ApiPropertyOptional({ type: String }) @IsOptional() @IsString() @Length(1, 255) taskId?: string;
  @ApiPropertyOptional({ type: String, description: 'What it is done to, or the order that its facts name' })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  subject?: string;

  @ApiPropertyOptional({ type: Boolean, default: false, description: 'What you may decide, and have not yet' })
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  mine: boolean = false;

  @ApiPropertyOptional({ enum: INBOX_ORDERS, default: 'newest', description: '`soonest`: what expires first' })
  @IsIn(INBOX_ORDERS)
  order: InboxOrder = 'newest';
}

export class ApprovalReasonBody {
  @ApiProperty({ type: String, example: 'The photo shows the torn corner' })
  @IsString()
  @Length(1, 1_000)
  reason!: string;
}

export class DelegateBody extends ApprovalReasonBody {
  @ApiProperty({
    type: String,
    example: 'user:anna',
    description: 'A person; who may then decide although no policy names them',
  })
  @IsString()
  @Length(1, 128)
  @Matches(ONE_LINE, { message: 'must be one line' })
  to!: string;
}

/** A question; its asker is whoever calls. */
export class AskBody {
  @ApiProperty({ type: String, example: 'refund:1001', description: 'Asked twice under one key is asked once' })
  @Matches(KEY, A_KEY)
  key!: string;

  @ApiProperty({ enum: ACT_NAMES, example: 'order.refund' }) @IsIn(ACT_NAMES) act!: ActName;

  @ApiProperty({ type: Object, example: { orderId: '1001', amountMinor: '4500', currency: 'USD' } })
  @IsObject()
  facts!: ActFacts;

  @ApiProperty({ type: String, example: '1001', description: 'What it is done to' })
  @IsString()
  @Length(1, 200)
  @Matches(ONE_LINE, { message: 'must be one line' })
  subject!: string;

  @ApiProperty({
    type: Object,
    example: { refund: { orderId: '1001', amountMinor: '4500' } },
    description: 'What would be done, with every figure that matters; the decision holds for exactly this',
  })
  @IsObject()
  does!: object;

  @ApiPropertyOptional({ type: Object, example: { refundedMinor: '0' } }) @IsOptional() @IsObject() before?: object;
  @ApiPropertyOptional({ type: Object, example: { refundedMinor: '4500' } }) @IsOptional() @IsObject() after?: object;

  @ApiProperty({ type: String, example: 'It came with a torn corner' }) @IsString() @Length(1, 1_000) why!: string;

  @ApiPropertyOptional({ type: String, example: 'The customer has waited for two days' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  costOfWaiting?: string;

  @ApiPropertyOptional({ type: String, description: 'The task that waits; its end withdraws the question' })
  @IsOptional()
  @IsString()
  @Length(1, 255)
  taskId?: string;

  @ApiPropertyOptional({ type: String, description: 'Key of the question that this one is asked instead of' })
  @IsOptional()
  @Matches(KEY, A_KEY)
  replaces?: string;

  @ApiPropertyOptional({
    type: String,
    example: 'https://n8n.example.com/webhook-waiting/231',
    description: 'Called once it is decided; its host must be in GOVERNANCE_RESUME_HOSTS',
  })
  @IsOptional()
  @IsString()
  @Length(1, 2_000)
  resumeUrl?: string;

  @ApiPropertyOptional({ type: Boolean, default: false }) @IsOptional() @IsBoolean() test?: boolean;
}
