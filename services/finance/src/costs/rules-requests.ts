import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsNotEmpty, IsString, Matches, MaxLength, ValidateNested } from 'class-validator';
import { STREAM_FIELDS, STREAMS } from '../order-books/stream-of-line.js';
import { IsAmountOrZero, IsDay, IsKnownCurrency } from '../requests/rules.js';

export class PrintCostBody {
  @ApiProperty({ example: '24x36', description: 'Inches, the smaller side first' })
  @Matches(/^\d{1,3}x\d{1,3}$/, { message: 'must be a size: 24x36' })
  size!: string;

  @ApiProperty({ example: 'canvas roll' }) @IsString() @IsNotEmpty() @MaxLength(100) format!: string;
  @ApiProperty({ example: 'USD' }) @IsKnownCurrency() currency!: string;
  @ApiProperty({ example: '6375', description: 'Of one print, minor units' }) @IsAmountOrZero() costMinor!: string;
  @ApiProperty({ example: '2026-12-01', description: "From this day of the shop's on; may be in the past" })
  @IsDay()
  effectiveFrom!: string;
  @ApiProperty({ example: 'Printer’s price list of December', description: 'Where it is known from' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(255)
  source!: string;
}

export class PrintCostView extends PrintCostBody {
  @ApiProperty({ format: 'date-time' }) recordedAt!: string;
  @ApiProperty({ example: 'user:owner' }) actor!: string;
  @ApiProperty({ description: 'Whether it is in force today, or was told otherwise later' }) inForce!: boolean;
}

export class StreamRuleBody {
  @ApiProperty({ enum: STREAMS }) @IsIn([...STREAMS]) stream!: (typeof STREAMS)[number];
  @ApiProperty({ enum: STREAM_FIELDS }) @IsIn([...STREAM_FIELDS]) field!: (typeof STREAM_FIELDS)[number];
  @ApiProperty({ example: 'limited edition' }) @IsString() @IsNotEmpty() @MaxLength(255) value!: string;
}

/** More rules than this are a mistake. */
const MOST_RULES = 200;

export class StreamRulesBody {
  @ApiProperty({ type: [StreamRuleBody], description: 'In order: the first that matches decides' })
  @IsArray()
  @ArrayMaxSize(MOST_RULES)
  @ValidateNested({ each: true })
  @Type(() => StreamRuleBody)
  rules!: StreamRuleBody[];
}

export class RulesChangedView {
  @ApiProperty({ example: 214, description: 'Orders that were derived again' }) orders!: number;
  @ApiProperty({ example: 18, description: 'Entries that this booked' }) entries!: number;
}
