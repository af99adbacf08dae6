import { Module } from '@nestjs/common';
import { keysOfCommitted } from '../budgets/spend/booked-once.js';
import { OrderBooksModule } from '../order-books/order-books.module.js';
import { BookRulesController } from './book-rules.controller.js';
import { CostBook } from './cost-book.service.js';
import { CostsController } from './costs.controller.js';
import { CostsHandlers } from './costs.handlers.js';
import { DeriveAgain } from './derive-again.js';
import { SettledSpends } from './settled-spends.js';

/** What the shop's work costs, and the rules by which costs of orders are booked. */
@Module({
  imports: [OrderBooksModule],
  controllers: [CostsController, BookRulesController],
  providers: [
    CostBook,
    CostsHandlers,
    DeriveAgain,
    // A spend that was settled is booked already, whoever reports its cost besides.
    { provide: SettledSpends, useValue: { among: keysOfCommitted } satisfies SettledSpends },
  ],
})
export class CostsModule {}
