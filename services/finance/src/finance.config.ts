import { IsTimeZone, ServiceConfig } from '@vividwalls/platform';
import { Transform, Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsString, Matches, Max, Min } from 'class-validator';

const list = ({ value }: { value: unknown }) =>
  typeof value === 'string' ? value.split(',').map((part) => part.trim().toLowerCase()) : value;

/** Longest look-back and open time: a touch of more than a year ago has sold nothing. */
const MOST_DAYS = 366;

export class FinanceConfig extends ServiceConfig {
  /** IANA name; decides to which day an entry belongs. Fixed by the first booking: days once written are not moved. */
  @IsTimeZone() SHOP_TIME_ZONE: string = 'UTC';

  /** ISO 4217, the currency of budgets and fixed fees. */
  @Matches(/^[A-Z]{3}$/, { message: 'SHOP_CURRENCY must be a currency code' }) SHOP_CURRENCY: string = 'USD';

  /** Share of a captured amount that the payment processor keeps, parts per million: 29,000 is 2.9 %. */
  @Type(() => Number) @IsInt() @Min(0) @Max(1_000_000) FINANCE_FEE_PPM: number = 29_000;

  /** What it keeps of every capture besides, minor units of SHOP_CURRENCY. */
  @Type(() => Number) @IsInt() @Min(0) @Max(100_000) FINANCE_FEE_FIXED_MINOR: number = 30;

  /** What a chargeback costs, minor units of SHOP_CURRENCY; given back when the dispute is won. */
  @Type(() => Number) @IsInt() @Min(0) @Max(100_000) FINANCE_CHARGEBACK_FEE_MINOR: number = 1_500;

  /** Gateways that keep no fee, comma separated; gift cards never do. */
  @Transform(list)
  @IsArray()
  @IsString({ each: true })
  FINANCE_FREE_GATEWAYS: string[] = [
    ...['manual', 'cash', 'bogus', 'cash on delivery (cod)', 'bank deposit', 'money order', 'exchange-credit'],
  ];

  /** The model of the books of record; every other one can be compared with it. */
  @IsIn(['first', 'last', 'linear', 'position', 'time-decay', 'markov', 'shapley', 'kind'])
  FINANCE_ATTRIBUTION_MODEL: string = 'last';

  /** How long before an order a touch may have been, days. */
  @Type(() => Number) @IsInt() @Min(1) @Max(MOST_DAYS) FINANCE_LOOKBACK_DAYS: number = 30;

  /** How long after an order a touch that is told late still changes its credits, days. */
  @Type(() => Number) @IsInt() @Min(0) @Max(MOST_DAYS) FINANCE_ORDER_OPEN_DAYS: number = 30;
}
