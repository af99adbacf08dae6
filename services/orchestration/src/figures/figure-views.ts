import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FIGURE_NAMES, POINT_LENGTHS, type FigureName, type FigureUnit, type PointLength } from '@vividwalls/contracts';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsOptional, Matches } from 'class-validator';
import { PERIODS, type PeriodName } from './shop-period.js';

/** Figures of one answer. */
export const FIGURES_MAX = 20;
const A_DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY = { message: 'must be a day such as 2026-11-24' };
const text = { type: String, nullable: true } as const;

export class ShopFiguresQuery {
  @ApiProperty({
    ...{
      type: String,
      example: 'orders,net_revenue',
      description: `Names, comma separated: ${FIGURE_NAMES.join(', ')}`,
    },
  })
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value))
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(FIGURES_MAX)
  @ArrayUnique()
  @IsIn(FIGURE_NAMES, { each: true })
  names!: FigureName[];

  @ApiPropertyOptional({ enum: PERIODS, description: 'By the shop’s calendar, up to now; today when left out' })
  @IsOptional()
  @IsIn(PERIODS)
  period?: PeriodName;

  @ApiPropertyOptional({ example: '2026-11-01', description: 'First day, instead of a period; with `to`' })
  @IsOptional()
  @Matches(A_DAY, DAY)
  from?: string;

  @ApiPropertyOptional({ example: '2026-11-24', description: 'Last day, included' })
  @IsOptional()
  @Matches(A_DAY, DAY)
  to?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'With the course of each figure, where it is known' })
  @IsOptional()
  @IsIn(['true', 'false'])
  series?: 'true' | 'false';
}

export class ShopFigureComparisonView {
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time', description: 'Not part of it any more' }) to!: string;
  @ApiProperty({ ...text, example: '98100', description: 'Decimal text; null when it is not known' }) value!:
    string | null;
  @ApiProperty({ ...text, description: 'Why it is null' }) reason!: string | null;
}

export class ShopFigureChangeView {
  @ApiProperty({ ...text, example: '12400', description: 'The figure less the one before; of shares in points' })
  value!: string | null;
  @ApiProperty({ ...text, example: '12.64', description: 'Percent of the one before' }) percent!: string | null;
  @ApiProperty({ ...text, description: 'Why either is null' }) reason!: string | null;
}

export class ShopFigurePointView {
  @ApiProperty({ example: '2026-11-24', description: 'First day' }) from!: string;
  @ApiProperty({ example: '2026-11-24', description: 'Last day, included' }) to!: string;
  @ApiProperty({ ...text, example: '41200', description: 'Decimal text; null when it is not known' }) value!:
    string | null;
}

export class ShopFigureView {
  @ApiProperty({ enum: FIGURE_NAMES }) name!: FigureName;
  @ApiProperty({ example: 'Net revenue' }) title!: string;
  @ApiProperty({ example: 'income accounts less refunds and discounts, without tax, as in the P&L' }) how!: string;
  @ApiProperty({ enum: ['minor', 'count', 'percent', 'ms'], description: 'minor: the smallest unit of the currency' })
  unit!: FigureUnit;
  @ApiProperty({ ...text, example: '110500', description: 'Decimal text; null when it is not known, never 0 for that' })
  value!: string | null;
  @ApiProperty({ ...text, description: 'Why it is null' }) reason!: string | null;
  @ApiProperty({ ...text, example: 'USD', description: 'ISO 4217, of amounts' }) currency!: string | null;
  @ApiProperty({ format: 'date-time' }) asOf!: string;
  @ApiProperty({ example: '/api/finance/reports/revenue?from=2026-11-24&to=2026-11-24&by=total&currency=USD' })
  source!: string;
  @ApiProperty({ type: ShopFigureComparisonView, description: 'The same over the period before, or at its end' })
  compare!: ShopFigureComparisonView;
  @ApiProperty({ type: ShopFigureChangeView }) change!: ShopFigureChangeView;
  @ApiProperty({
    ...{ type: [ShopFigurePointView], nullable: true, description: 'Its course; null when not asked for or not known' },
  })
  points!: ShopFigurePointView[] | null;
  @ApiProperty({ ...text, description: 'Why there are no points, when they were asked for' }) pointsReason!:
    string | null;
}

export class ShopFiguresPeriodView {
  @ApiProperty({ enum: [...PERIODS, 'days'] }) name!: PeriodName | 'days';
  @ApiProperty({ example: '2026-11-24', description: 'First day by the shop’s calendar' }) firstDay!: string;
  @ApiProperty({ example: '2026-11-24', description: 'Last day, included' }) lastDay!: string;
  @ApiProperty({ description: 'Its last day is not over: it ends now' }) partial!: boolean;
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time', description: 'Not part of it any more' }) to!: string;
  @ApiProperty({ format: 'date-time' }) compareFrom!: string;
  @ApiProperty({ format: 'date-time', description: 'Not part of it any more' }) compareTo!: string;
  @ApiProperty({ enum: POINT_LENGTHS, description: 'How long each point of a course is' }) pointsBy!: PointLength;
  @ApiProperty({ example: 'America/New_York' }) timeZone!: string;
}

export class ShopFiguresView {
  @ApiProperty({ type: ShopFiguresPeriodView }) period!: ShopFiguresPeriodView;
  @ApiProperty({ type: [ShopFigureView], description: 'In the order in which they were named' })
  figures!: ShopFigureView[];
  @ApiProperty({ format: 'date-time' }) asOf!: string;
}
