import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { startOfMonth } from '../../reports/calendar-day.js';
import { ShopCalendar } from '../../time/shop-calendar.js';
import { lastClosed } from '../payees/statement-month.js';

/** Payees whose statements are closed in one transaction. */
export const CLOSING_BATCH = 200;

const OPEN_ACCOUNTS = `SELECT beneficiary_kind, beneficiary_id, currency FROM commission_accounts WHERE open_from <= $1
  ORDER BY beneficiary_kind, beneficiary_id, currency LIMIT $2 FOR UPDATE`;

const KEYS = `unnest($1::text[], $2::text[], $3::text[]) AS k (beneficiary_kind, beneficiary_id, currency)`;

// Who is owed something, or owes it, has a statement of the month even when nothing moved in it.
const INSERT_MISSING = `INSERT INTO commission_statements (id, beneficiary_kind, beneficiary_id, currency, month)
  SELECT k.id, k.beneficiary_kind, k.beneficiary_id, k.currency, $5
  FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[]) AS k (beneficiary_kind, beneficiary_id, currency, id)
  JOIN commission_statements s USING (beneficiary_kind, beneficiary_id, currency)
  WHERE s.month <= $5
  GROUP BY k.id, k.beneficiary_kind, k.beneficiary_id, k.currency
  HAVING sum(s.accrued_minor - s.clawed_back_held_minor - s.released_minor) <> 0
    OR sum(s.released_minor + s.topped_up_minor - s.clawed_back_released_minor - s.paid_minor) <> 0
  ON CONFLICT DO NOTHING`;

const CLOSE_STATEMENTS = `UPDATE commission_statements s SET closed_at = $4 FROM ${KEYS}
  WHERE s.beneficiary_kind = k.beneficiary_kind AND s.beneficiary_id = k.beneficiary_id AND s.currency = k.currency
    AND s.month <= $5 AND s.closed_at IS NULL`;

const OPEN_NEXT = `UPDATE commission_accounts a SET open_from = $4 FROM ${KEYS}
  WHERE a.beneficiary_kind = k.beneficiary_kind AND a.beneficiary_id = k.beneficiary_id AND a.currency = k.currency`;

interface Key {
  readonly beneficiary_kind: string;
  readonly beneficiary_id: string;
  readonly currency: string;
}

/** Closes statements of months that are over: what comes late stands in the first month that is open. */
@Injectable()
export class StatementClosing {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: ShopCalendar,
  ) {}

  /** One batch of payees, under the locks by which movements are written. Returns how many. */
  async closeBatch(tx: EntityManager): Promise<number> {
    const now = this.clock.now();
    const month = lastClosed(this.calendar.dayOf(now));
    const keys = await tx.query<Key[]>(OPEN_ACCOUNTS, [month, CLOSING_BATCH]);
    if (keys.length === 0) return 0;
    const columns = [
      ...[keys.map((k) => k.beneficiary_kind), keys.map((k) => k.beneficiary_id), keys.map((k) => k.currency)],
    ];
    await tx.query(INSERT_MISSING, [...columns, keys.map(() => uuidv7()), month]);
    await tx.query(CLOSE_STATEMENTS, [...columns, now, month]);
    await tx.query(OPEN_NEXT, [...columns, startOfMonth(month, 1)]);
    return keys.length;
  }
}
