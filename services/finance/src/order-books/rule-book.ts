import { Inject, Injectable } from '@nestjs/common';
import { CONFIG } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { FinanceConfig } from '../finance.config.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import type { BookRules, FeeTerms } from './book-rules.js';
import { printCosts, type PrintCostRow } from './print-cost-table.js';
import type { StreamRule } from './stream-of-line.js';

const READ = `SELECT
    (SELECT json_agg(json_build_object('size', size, 'format', format, 'currency', currency,
       'effectiveFrom', effective_from, 'costMinor', cost_minor::text) ORDER BY effective_from, recorded_at)
     FROM print_costs) AS costs,
    (SELECT json_agg(json_build_object('stream', stream, 'field', field, 'value', value) ORDER BY position)
     FROM stream_rules) AS streams`;

/** The rules by which orders are booked: terms from the configuration, costs and streams from the service's tables. */
@Injectable()
export class RuleBook {
  private readonly fees: FeeTerms;

  constructor(
    @Inject(CONFIG) config: FinanceConfig,
    private readonly calendar: ShopCalendar,
  ) {
    this.fees = {
      ppm: BigInt(config.FINANCE_FEE_PPM),
      fixedMinor: BigInt(config.FINANCE_FEE_FIXED_MINOR),
      chargebackMinor: BigInt(config.FINANCE_CHARGEBACK_FEE_MINOR),
      freeGateways: new Set(config.FINANCE_FREE_GATEWAYS),
    };
  }

  /** As they stand now. The tables are small, and a batch pays for reading them once. */
  async read(tx: EntityManager): Promise<BookRules> {
    const [row] = await tx.query<{ costs: PrintCostRow[] | null; streams: StreamRule[] | null }[]>(READ);
    return {
      fees: this.fees,
      streams: row?.streams ?? [],
      dayOf: (instant) => this.calendar.dayOf(instant),
      printCost: printCosts(row?.costs ?? []),
    };
  }
}
