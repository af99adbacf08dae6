import { Global, Module } from '@nestjs/common';
import { CONFIG } from '@vividwalls/platform';
import type { FinanceConfig } from '../finance.config.js';
import { FixedCalendar } from '../time/fixed-calendar.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { Journal } from './journal.js';

/** The journal and the calendar that it is kept by, for every feature. */
@Global()
@Module({
  providers: [
    Journal,
    FixedCalendar,
    {
      provide: ShopCalendar,
      inject: [CONFIG],
      useFactory: (config: FinanceConfig) => new ShopCalendar(config.SHOP_TIME_ZONE),
    },
  ],
  exports: [Journal, ShopCalendar],
})
export class JournalModule {}
