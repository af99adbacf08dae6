import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MODELS, type ModelName } from '@vividwalls/attribution';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** Beyond this a context is rarer than what could be learned of it; the library would take more. */
const LONGEST_CONTEXT = 5;

const LONGEST_DAY = 32;

export class RefitBody {
  @ApiPropertyOptional({ format: 'date', example: '2026-08-27', description: 'Ninety days by default' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  from?: string;

  @ApiPropertyOptional({ format: 'date', example: '2026-11-24', description: 'Last day, included; today by default' })
  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_DAY)
  to?: string;

  @ApiPropertyOptional({ default: 1, maximum: LONGEST_CONTEXT, description: 'Touches that the next one depends on' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(LONGEST_CONTEXT)
  order: number = 1;
}

export class ChannelEffectView {
  @ApiProperty({ example: 'email' }) channel!: string;
  @ApiProperty({ example: 0.4137, description: 'Share of all conversions that would be lost without it' })
  removalEffect!: number;
}

export class FitView {
  @ApiProperty({ enum: MODELS, example: 'markov' }) model!: ModelName;
  @ApiProperty({ example: 3 }) version!: number;
  @ApiProperty({ format: 'date', example: '2026-08-27' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-24' }) to!: string;
  @ApiProperty({ example: 1 }) order!: number;
  @ApiProperty({ example: 18240, description: 'Journeys of any outcome' }) paths!: number;
  @ApiProperty({ example: 2210 }) conversions!: number;
  @ApiProperty({ example: 16030, description: 'Journeys that came to nothing' }) nulls!: number;
  @ApiProperty({ type: [ChannelEffectView] }) channels!: ChannelEffectView[];
}

export class FitRecordView extends FitView {
  @ApiProperty({ format: 'date-time' }) createdAt!: string;
  @ApiProperty({ example: 'user:owner' }) createdBy!: string;
}

export class ModelView {
  @ApiProperty({ enum: MODELS, example: 'markov' }) model!: ModelName;
  @ApiProperty({ description: 'Whether the books are kept by it' }) ofRecord!: boolean;
  @ApiProperty({ description: 'Whether it has to learn from paths before it divides by its own rule' })
  learns!: boolean;
  @ApiProperty({ type: [FitRecordView], description: 'The newest first' }) versions!: FitRecordView[];
  @ApiPropertyOptional({ example: 'markov was never fitted: it divides orders as linear does.' }) note?: string;
}

export class ModelListView {
  @ApiProperty({ type: [ModelView] }) items!: ModelView[];
}
