import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { IsIn, IsISO8601, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PAYMENT_STATES, type PaymentState } from './payment-request.js';

const A_CURSOR = { message: 'cursor must be one that a page gave' };
const LONGEST_BENEFICIARY = 160;
const MONTH = /^[0-9]{4}-(0[1-9]|1[0-2])$/;

export class StatementsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', A_CURSOR)
  declare cursor?: string;

  @ApiPropertyOptional({ example: '2026-11', description: 'Of one month' })
  @IsOptional()
  @Matches(MONTH, { message: 'period must be a month such as 2026-11' })
  period?: string;

  @ApiPropertyOptional({ example: 'agent:sales-director', description: 'Who is paid' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_BENEFICIARY)
  beneficiary?: string;
}

export class StatementQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page of lines before' })
  @IsOptional()
  @IsUUID('all', A_CURSOR)
  declare cursor?: string;

  @ApiPropertyOptional({ enum: ['json', 'csv', 'pdf'], default: 'json' })
  @IsOptional()
  @IsIn(['json', 'csv', 'pdf'])
  format: 'json' | 'csv' | 'pdf' = 'json';
}

export class PaymentsQuery extends PageQuery {
  @ApiPropertyOptional({ format: 'uuid', description: 'nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', A_CURSOR)
  declare cursor?: string;

  @ApiPropertyOptional({ enum: PAYMENT_STATES, description: 'pending: those that wait for a decision in governance' })
  @IsOptional()
  @IsIn(PAYMENT_STATES)
  state?: PaymentState;

  @ApiPropertyOptional({ format: 'uuid', description: 'Of one statement' })
  @IsOptional()
  @IsUUID('all')
  statementId?: string;
}

export class PayBody {
  @ApiPropertyOptional({ type: String, example: '7560', description: 'Minor units; all that is open when left out' })
  @IsOptional()
  @Matches(/^-?(0|[1-9][0-9]{0,17})$/, { message: 'amountMinor must be a whole number of minor units as text' })
  amountMinor?: string;

  @ApiPropertyOptional({
    type: String,
    example: 'SEPA 2027-01-05/17',
    description: 'What the bank calls it; one is never booked twice',
  })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(/^\P{Cc}+$/u, { message: 'reference must be one line' })
  reference?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date-time',
    description: 'When it was paid; when it is booked where left out',
  })
  @IsOptional()
  @IsISO8601({ strict: true })
  paidAt?: string;
}
