import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { IncomeStatement, Pnl, PnlComparison, PnlPeriod, StatementLine } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { FigureView, REASON } from './report-views.js';

export class IncomeLineView implements StatementLine {
  @ApiProperty({ example: 'income:discounts' }) account!: string;
  @ApiProperty({ example: 'Discounts on goods and shipping (reduces income)' }) name!: string;
  @ApiProperty({ type: String, nullable: true, example: '-1000', description: 'Null: nothing booked in the period' })
  amountMinor!: string | null;
}

export class CostOfGoodsView {
  @ApiProperty({ example: '80600', description: 'What is booked' }) amountMinor!: string;
  @ApiProperty({ example: 0, description: 'Orders placed in the period whose cost is unknown and so not in it' })
  missingOrders!: number;
}

export class IncomeStatementView implements IncomeStatement {
  @ApiProperty({ type: [IncomeLineView], description: 'They add up to net revenue; contra accounts are negative' })
  income!: IncomeLineView[];
  @ApiProperty({ example: '199000' }) netRevenueMinor!: string;
  @ApiProperty({ type: CostOfGoodsView }) costOfGoods!: CostOfGoodsView;
  @ApiProperty({ type: FigureView }) grossProfit!: FigureView;
  @ApiProperty({ type: [IncomeLineView], description: 'Every other cost, positive' }) expenses!: IncomeLineView[];
  @ApiProperty({ example: '18200' }) expensesMinor!: string;
  @ApiProperty({ type: FigureView }) operatingResult!: FigureView;
}

export class PnlComparisonView implements PnlComparison {
  @ApiProperty({ format: 'date', example: '2026-10-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-10-31' }) to!: string;
  @ApiProperty({ type: String, nullable: true, example: '180000' }) netRevenueMinor!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '99000' }) operatingResultMinor!: string | null;
  @ApiProperty({ type: String, nullable: true, example: '10.56' }) netRevenueChangePercent!: string | null;
  @ApiPropertyOptional() reason?: string;
}

export class PnlPeriodView implements PnlPeriod {
  @ApiProperty({ example: '2026-11' }) name!: string;
  @ApiProperty({ format: 'date', example: '2026-11-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-11-30', description: 'Included' }) to!: string;
  @ApiProperty({ type: IncomeStatementView, nullable: true, description: 'Null when nothing is booked in the period' })
  statement!: IncomeStatementView | null;
  @ApiPropertyOptional(REASON) reason?: string;
  @ApiProperty({ type: PnlComparisonView }) previous!: PnlComparisonView;
}

export class PnlCurrencyView {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({ type: [PnlPeriodView] }) periods!: PnlPeriodView[];
}

/** Income statements by period and currency. */
export class PnlView implements Pnl {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date', example: '2026-01-01' }) from!: string;
  @ApiProperty({ format: 'date', example: '2026-12-31' }) to!: string;
  @ApiProperty({ example: 'month' }) by!: string;
  @ApiProperty({ type: [PnlCurrencyView] }) currencies!: PnlCurrencyView[];
  @ApiPropertyOptional(REASON) reason?: string;
}
