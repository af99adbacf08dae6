import { Module } from '@nestjs/common';
import { PayoutBook } from './payout-book.service.js';
import { PayoutsController } from './payouts.controller.js';

/** Money on its way from payment processors to the bank. */
@Module({ controllers: [PayoutsController], providers: [PayoutBook] })
export class PayoutsModule {}
