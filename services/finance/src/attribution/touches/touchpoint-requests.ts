import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { INTERACTION_KINDS, type InteractionKind } from '@vividwalls/events';
import { PageQuery } from '@vividwalls/platform';
import { IsBoolean, IsIn, IsNotEmpty, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { IsForeignId, IsMoment } from '../../requests/rules.js';
import { TOUCH_ORIGINS, type TouchOrigin } from './touch.js';

const LONGEST_CHANNEL = 64;
const LONGEST_TEXT = 255;
const SHA_256 = /^[0-9a-f]{64}$/i;

const IsEmailHash = () => Matches(SHA_256, { message: 'must be the SHA-256 of the lower-cased address, in hex' });

/** A touch that somebody tells of by hand or by a tool of their own. */
export class TouchpointBody {
  @ApiProperty({ example: 'live-chat-agent' }) @IsString() @IsNotEmpty() @IsForeignId() agentId!: string;
  @ApiPropertyOptional({ example: 'curator' }) @IsOptional() @IsString() @IsForeignId() personaId?: string;
  @ApiProperty({ example: 'chat' }) @IsString() @IsNotEmpty() @MaxLength(LONGEST_CHANNEL) channel!: string;
  @ApiProperty({ enum: INTERACTION_KINDS }) @IsIn(INTERACTION_KINDS) kind!: InteractionKind;
  @ApiPropertyOptional({ example: 'fall' }) @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) campaign?: string;

  @ApiPropertyOptional({ example: '207119551', description: 'Whoever it was, by at least one of these' })
  @IsOptional()
  @IsString()
  @IsForeignId()
  customerId?: string;

  @ApiPropertyOptional({ description: 'SHA-256 (hex) of the trimmed, lower-cased address' })
  @IsOptional()
  @IsEmailHash()
  emailHash?: string;

  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) checkoutToken?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) cartToken?: string;
  @ApiPropertyOptional() @IsOptional() @IsString() @MaxLength(LONGEST_TEXT) sessionId?: string;
  @ApiProperty({ format: 'date-time', example: '2026-11-22T10:15:00Z' }) @IsMoment() occurredAt!: string;

  @ApiPropertyOptional({ default: '', description: 'The store, where one owner runs several' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TEXT)
  shop: string = '';

  @ApiPropertyOptional({ default: false, description: 'A test never counts' })
  @IsOptional()
  @IsBoolean()
  test: boolean = false;
}

export class TouchpointsQuery extends PageQuery {
  @ApiPropertyOptional({ example: '207119551' }) @IsOptional() @IsString() @IsForeignId() customerId?: string;
  @ApiPropertyOptional({ description: 'SHA-256 (hex)' }) @IsOptional() @IsEmailHash() emailHash?: string;
  @ApiPropertyOptional({ example: 'live-chat-agent' }) @IsOptional() @IsString() @IsForeignId() agentId?: string;

  @ApiPropertyOptional({ example: 'chat' }) @IsOptional() @IsString() @MaxLength(LONGEST_CHANNEL) channel?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'The first moment, included' })
  @IsOptional()
  @IsMoment()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'The last moment, excluded' })
  @IsOptional()
  @IsMoment()
  to?: string;
}

const NULLABLE = { type: String, nullable: true } as const;

export class TouchpointView {
  @ApiProperty({ format: 'uuid', description: 'The same for the same touch, however often it is told' }) id!: string;
  @ApiProperty({ enum: TOUCH_ORIGINS }) source!: TouchOrigin;
  @ApiProperty({ ...NULLABLE, example: 'live-chat-agent', description: 'Null where no agent claims it' })
  agentId!: string | null;
  @ApiProperty({ ...NULLABLE, example: 'curator' }) personaId!: string | null;
  @ApiProperty({ example: 'chat' }) channel!: string;
  @ApiProperty({ ...NULLABLE, example: 'fall' }) campaign!: string | null;
  @ApiProperty({ enum: INTERACTION_KINDS }) kind!: InteractionKind;
  @ApiProperty({ format: 'date-time' }) occurredAt!: string;
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty() test!: boolean;
  @ApiProperty({ example: 'vividwalls.myshopify.com' }) shop!: string;
}

export class TouchpointPageView {
  @ApiProperty({ type: [TouchpointView] }) items!: TouchpointView[];
  @ApiPropertyOptional() nextCursor?: string;
}
