import { Module } from '@nestjs/common';
import { LedgerModule } from './ledger/ledger.module.js';
import { OrderBooksModule } from './order-books/order-books.module.js';

@Module({ imports: [OrderBooksModule, LedgerModule] })
export class FinanceModule {}
