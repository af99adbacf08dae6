import { Module } from '@nestjs/common';
import { BalancesController } from './balances.controller.js';
import { LedgerController } from './ledger.controller.js';

/** The books, to be read. */
@Module({ controllers: [LedgerController, BalancesController] })
export class LedgerModule {}
