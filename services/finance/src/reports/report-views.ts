import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { ReportFigure } from '@vividwalls/contracts';

/** A margin or result; null is unknown, and `reason` says why. */
export class FigureView implements ReportFigure {
  @ApiProperty({ type: String, nullable: true, example: '118400', description: 'Minor units; null when unknown' })
  amountMinor!: string | null;

  @ApiPropertyOptional({ description: 'Of an unknown figure: it is this or less, for unknown costs only reduce it' })
  atMostMinor?: string;

  @ApiProperty({ type: String, nullable: true, example: '59.50', description: 'Of net revenue, half to even' })
  percent!: string | null;

  @ApiPropertyOptional({ example: 'The cost of goods of 2 orders is unknown.' }) reason?: string;
}

/** In every report: why it has nothing to show. */
export const REASON = {
  example: 'Nothing is booked in the real book from 2026-01-01 to 2026-11-24.',
  description: 'Why there is nothing; absent when there is',
};
