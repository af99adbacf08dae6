import type { Book } from '../journal/journal-entry.js';
import { addDays } from '../reports/calendar-day.js';
import type { DayRange } from '../reports/period.js';
import type { ShopCalendar } from '../time/shop-calendar.js';

/** Which spending is asked for. */
export interface SpendingAsked {
  readonly book: Book;
  readonly range: DayRange;
  readonly currency?: string | undefined;
}

// Told by a cost that is the settling of the spend: it may name a campaign, which a spend does not.
const TOLD = `SELECT c.agent_id, c.department, c.campaign FROM costs c
  WHERE c.external_ref = s.key AND c.entry_id IS NULL ORDER BY c.recorded_at, c.id LIMIT 1`;

// A budget's department is a word, `customer-experience`; everywhere else it is a name.
const NAMED = `SELECT f.department FROM finance_agents f
  WHERE regexp_replace(lower(f.department), '[^a-z0-9]+', '-', 'g') = s.department LIMIT 1`;

/**
 * What was spent besides orders, line by line and each line once, as the ledger has it: costs that were booked, and spends that
 * were settled. A cost that is the settling of a spend was booked by the spend, and counts there alone. Columns: agent_id,
 * department, campaign, currency, category, amount_minor. The first six parameters are {@link spendingValues}.
 */
export const BOOKED_SPENDING = `SELECT c.agent_id, coalesce(c.department, a.department) AS department, c.campaign, c.currency,
    c.category, c.amount_minor
  FROM costs c LEFT JOIN finance_agents a USING (agent_id)
  WHERE c.book = $1 AND c.occurred_on BETWEEN $2 AND $3 AND ($4::text IS NULL OR c.currency = $4) AND c.entry_id IS NOT NULL
  UNION ALL
  SELECT coalesce(s.agent_id, told.agent_id), coalesce(told.department, own.department, named.department, s.department),
    told.campaign, p.currency, s.category, p.amount_minor
  FROM journal_entries e
  JOIN postings p ON p.entry_id = e.id AND p.account LIKE 'expense:%'
  JOIN spend_authorisations s ON s.key = substr(e.cause, length('spend:') + 1)
  LEFT JOIN LATERAL (${TOLD}) told ON true
  LEFT JOIN finance_agents own ON own.agent_id = coalesce(s.agent_id, told.agent_id)
  LEFT JOIN LATERAL (${NAMED}) named ON true
  WHERE e.kind = 'spend' AND e.book = $1 AND e.occurred_at >= $5 AND e.occurred_at < $6
    AND ($4::text IS NULL OR p.currency = $4)`;

/** The parameters of {@link BOOKED_SPENDING}: the days of costs, and the same as instants for the journal. */
export function spendingValues({ book, range, currency }: SpendingAsked, calendar: ShopCalendar): unknown[] {
  const [since, until] = [calendar.startOf(range.from), calendar.startOf(addDays(range.to, 1))];
  return [book, range.from, range.to, currency ?? null, since, until];
}
