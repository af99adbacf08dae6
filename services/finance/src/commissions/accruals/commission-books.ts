import { Injectable } from '@nestjs/common';
import { Outbox } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import { Journal } from '../../journal/journal.js';
import { PayeeLedger } from '../payees/payee-ledger.js';
import type { Told } from './told-steps.js';

/** Everything a step is made known as, in one transaction: what is owed to whom, the event, and the journal. */
@Injectable()
export class CommissionBooks {
  constructor(
    private readonly outbox: Outbox,
    private readonly journal: Journal,
    private readonly payees: PayeeLedger,
  ) {}

  /** The journal comes last: its few balances are shared by every writer and stay locked until the transaction ends. */
  async book(tx: EntityManager, told: readonly Told[]): Promise<void> {
    if (told.length === 0) return;
    await this.payees.record(
      tx,
      told.flatMap(({ movements }) => movements),
    );
    await this.outbox.append(
      tx,
      told.map(({ event }) => event),
    );
    await this.journal.book(
      tx,
      told.map(({ entry }) => entry),
      told.at(-1)!.entry.because,
    );
  }
}
