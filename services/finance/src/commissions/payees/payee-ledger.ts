import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { statementSums, type Movement } from './movement.js';
import { payeeKey, type PayeeKey } from './payee-key.js';
import { addToAccounts, addToStatements, lockAccounts, writeMovements, type PlacedMovement } from './payee-store.js';
import { monthFor } from './statement-month.js';

/** What is owed to whom: every movement with the account and the statement that it changes, in one transaction. */
@Injectable()
export class PayeeLedger {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /**
   * Writes movements; five round trips, however many. The payees' rows are locked in key order until the transaction ends: a
   * statement is closed under the same lock, so no movement gets into a closed one.
   */
  async record(tx: EntityManager, movements: readonly Movement[]): Promise<void> {
    if (movements.length === 0) return;
    const recordedAt = this.clock.now();
    const today = this.calendar.dayOf(recordedAt);
    const accounts = await lockAccounts(tx, payeesOf(movements));
    const placed = movements.map((movement): PlacedMovement => {
      const { openFrom } = accounts.get(payeeKey(movement))!;
      const month = monthFor(this.calendar.dayOf(movement.occurredAt), openFrom, today);
      return { ...movement, movementId: uuidv7(), month, sums: statementSums(movement) };
    });
    await writeMovements(tx, placed, recordedAt);
    await addToStatements(tx, placed);
    await addToAccounts(tx, placed);
  }
}

function payeesOf(movements: readonly Movement[]): PayeeKey[] {
  const all = new Map(
    movements.map(({ kind, id, currency }) => [payeeKey({ kind, id, currency }), { kind, id, currency }]),
  );
  return [...all.values()];
}
