import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { CashCurrency, CashLine, CashPosition } from '@vividwalls/contracts';
import type { Book } from '../journal/journal-entry.js';
import { REASON } from './report-views.js';

export class CashLineView implements CashLine {
  @ApiProperty({ example: 'asset:payments-clearing' }) account!: string;
  @ApiProperty({ example: 'Captured by payment providers, not yet paid out' }) name!: string;
  @ApiProperty({ example: '128400', description: 'Positive: held or to come (assets), owed (liabilities)' })
  amountMinor!: string;
}

export class CashCurrencyView implements CashCurrency {
  @ApiProperty({ example: 'USD' }) currency!: string;
  @ApiProperty({
    type: String,
    nullable: true,
    example: '940000',
    description: 'At the bank; null when nothing is booked there',
  })
  cashMinor!: string | null;
  @ApiPropertyOptional() reason?: string;
  @ApiProperty({ type: [CashLineView], description: 'Bank, clearing, receivable, disputed; no stock' })
  assets!: CashLineView[];
  @ApiProperty({ type: [CashLineView], description: 'Tax, duties, gift cards, refunds, fees, suppliers, commissions' })
  liabilities!: CashLineView[];
  @ApiProperty({ example: '871200', description: 'Assets less liabilities' }) netMinor!: string;
}

/** Money held, on its way and owed at a time. */
export class CashPositionView implements CashPosition {
  @ApiProperty({ enum: ['real', 'test'] }) book!: Book;
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: [CashCurrencyView] }) currencies!: CashCurrencyView[];
  @ApiPropertyOptional(REASON) reason?: string;
}
