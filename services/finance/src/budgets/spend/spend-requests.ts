import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { SPEND_EXPIRES_IN_S, SPEND_EXPIRES_IN_S_MAX, SpendQuestion } from '@vividwalls/contracts';
import { PageQuery } from '@vividwalls/platform';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, Length, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsMoment } from '../../requests/rules.js';
import { SPEND_STATES, type SpendState } from './spend.js';

const AMOUNT = /^-?(0|[1-9]\d{0,14})$/;
const AN_AMOUNT = { message: '$property must be a whole number of at most 15 digits, as text' };
const KEY = /^[\x21-\x7e]{1,200}$/;
const A_KEY = { message: 'key must be 1 to 200 visible ASCII characters' };
const ONE_LINE = /^\P{Cc}*$/u;

export class SpendKeyBody {
  @ApiProperty({ example: 'ad-2026-11-24-07', description: "The spend's identity, chosen by whoever asks" })
  @Matches(KEY, A_KEY)
  key!: string;
}

/** The contract's question; who asks is known from the key they signed in with. */
export class AuthorizeBody extends SpendKeyBody implements Omit<SpendQuestion, 'actor'> {
  @ApiPropertyOptional({ example: 'facebook', description: 'The agent that spends; agents spend in their own name' })
  @IsOptional()
  @IsString()
  @Length(1, 64)
  agentId?: string;

  @ApiProperty({ example: 'marketing' }) @IsString() @Length(1, 64) department!: string;

  @ApiProperty({ example: 'advertising', description: 'llm, advertising, printing, shipping, subscriptions, …' })
  @IsString()
  @Length(1, 64)
  category!: string;

  @ApiProperty({ example: 'Autumn campaign, second flight' })
  @IsString()
  @Length(1, 500)
  @Matches(ONE_LINE, { message: 'purpose must be one line' })
  purpose!: string;

  @ApiProperty({ example: '12000', description: 'Minor units, or whole tokens; above zero' })
  @Matches(AMOUNT, AN_AMOUNT)
  amountMinor!: string;

  @ApiPropertyOptional({ example: 'USD', description: 'ISO 4217; left out for tokens' })
  @IsOptional()
  @IsString()
  @MaxLength(8)
  currency?: string;

  @ApiPropertyOptional({ enum: ['tokens'], description: 'Instead of a currency' })
  @IsOptional()
  @IsIn(['tokens'])
  unit?: 'tokens';

  @ApiPropertyOptional({ example: '500', description: 'What it may come to beyond the amount; held with it' })
  @IsOptional()
  @Matches(AMOUNT, AN_AMOUNT)
  allowanceMinor?: string;

  @ApiPropertyOptional({
    minimum: 1,
    maximum: SPEND_EXPIRES_IN_S_MAX,
    default: SPEND_EXPIRES_IN_S,
    description: 'Seconds',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(SPEND_EXPIRES_IN_S_MAX)
  expiresInS?: number;
}

export class CommitBody extends SpendKeyBody {
  @ApiProperty({ example: '11850', description: 'What it really came to' })
  @Matches(AMOUNT, AN_AMOUNT)
  actualMinor!: string;

  @ApiPropertyOptional({ example: 'USD', description: 'Checked against what was authorised' })
  @IsOptional()
  @IsString()
  @MaxLength(8)
  currency?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When it was spent; now by default' })
  @IsOptional()
  @IsMoment()
  occurredAt?: string;
}

export class ReleaseBody extends SpendKeyBody {}

export class SpendsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ enum: SPEND_STATES, description: 'pending: those that wait for a decision in governance' })
  @IsOptional()
  @IsIn([...SPEND_STATES])
  state?: SpendState;
}
