import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@vividwalls/platform';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsOptional, IsString, IsUUID, MaxLength, ValidateNested } from 'class-validator';
import { IsAmount, IsDay, IsKnownCurrency, IsMoment, IsPositiveAmount } from '../requests/rules.js';

export class PaidBody {
  @ApiProperty({ example: '10800' }) @IsPositiveAmount() amountMinor!: string;
  @ApiProperty({ example: 'USD' }) @IsKnownCurrency() currency!: string;
}

export class NewCostBody {
  @ApiProperty({ example: 'advertising', description: 'advertising, llm, printing, shipping, subscriptions, …' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(64)
  category!: string;

  @ApiProperty({ example: '10000', description: 'Minor units; negative when a supplier gives it back' })
  @IsAmount()
  amountMinor!: string;

  @ApiProperty({ example: 'USD' }) @IsKnownCurrency() currency!: string;

  @ApiPropertyOptional({ type: PaidBody, description: 'What is paid for it, when that is in another currency' })
  @IsOptional()
  @ValidateNested()
  @Type(() => PaidBody)
  paid?: PaidBody;

  @ApiProperty({ example: 'Adverts of the autumn campaign' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  description!: string;
  @ApiProperty({ format: 'date-time' }) @IsMoment() occurredAt!: string;
  @ApiPropertyOptional({ example: 'marketing-director' }) @IsOptional() @IsString() @MaxLength(255) agentId?: string;
  @ApiPropertyOptional({ example: 'Marketing' }) @IsOptional() @IsString() @MaxLength(255) department?: string;
  @ApiPropertyOptional({ example: 'autumn' }) @IsOptional() @IsString() @MaxLength(255) campaign?: string;

  @ApiPropertyOptional({ example: 'INV-2026-118', description: "The supplier's number: the same cost is booked once" })
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  externalRef?: string;
}

export class CostsQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'The nextCursor of the page before' })
  @IsOptional()
  @IsUUID('all', { message: 'cursor must be one that a page gave' })
  declare cursor?: string;

  @ApiPropertyOptional({ example: 'marketing-director' }) @IsOptional() @IsString() @MaxLength(255) agentId?: string;
  @ApiPropertyOptional({ example: 'advertising' }) @IsOptional() @IsString() @MaxLength(64) category?: string;
  @ApiPropertyOptional({ example: '2026-11-01', description: "The shop's day" }) @IsOptional() @IsDay() from?: string;
  @ApiPropertyOptional({ example: '2026-11-30', description: 'Included' }) @IsOptional() @IsDay() to?: string;
  @ApiPropertyOptional({ enum: ['real', 'test'], default: 'real' }) @IsOptional() @IsIn(['real', 'test']) book:
    'real' | 'test' = 'real';
}

export class CostView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, example: 'marketing-director' }) agentId!: string | null;
  @ApiProperty({ type: String, nullable: true, example: 'Marketing' }) department!: string | null;
  @ApiProperty({ type: String, nullable: true }) campaign!: string | null;
  @ApiProperty({ example: 'advertising' }) category!: string;
  @ApiProperty({ example: '10000' }) amountMinor!: string;
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ type: String, nullable: true }) externalRef!: string | null;
  @ApiProperty({ format: 'date-time' }) occurredAt!: string;
  @ApiProperty({ type: String, nullable: true, description: 'Null when a settled spend had booked it already' })
  entryId!: string | null;
}
