import type { CommissionTrial } from './commission-trial.js';

const MUST_BE_NOTHING: Readonly<Record<string, string>> = {
  'periods are not the sums of their accruals': `SELECT p.plan_id, p.period_from FROM commission_periods p
    LEFT JOIN commission_accruals a USING (plan_id, period_from)
    GROUP BY p.plan_id, p.period_from
    HAVING p.base_minor <> coalesce(sum(a.base_minor), 0) OR p.commission_minor <> coalesce(sum(a.commission_minor), 0)`,
  'accruals are not the sums of their shares': `SELECT a.id FROM commission_accruals a
    LEFT JOIN commission_shares s ON s.accrual_id = a.id
    GROUP BY a.id HAVING a.held_minor <> coalesce(sum(s.held_minor), 0)
      OR a.commission_minor <> coalesce(sum(s.held_minor + s.released_minor), 0)`,
  'accounts are not the sums of their movements': `SELECT a.* FROM commission_accounts a
    LEFT JOIN commission_movements m USING (beneficiary_kind, beneficiary_id, currency)
    GROUP BY a.beneficiary_kind, a.beneficiary_id, a.currency
    HAVING a.held_minor <> coalesce(sum(m.held_minor), 0) OR a.payable_minor <> coalesce(sum(m.payable_minor), 0)`,
  'shares are not the sums of their movements': `SELECT s.accrual_id FROM commission_shares s
    LEFT JOIN commission_movements m USING (accrual_id, beneficiary_kind, beneficiary_id)
    GROUP BY s.accrual_id, s.beneficiary_kind, s.beneficiary_id
    HAVING s.held_minor <> coalesce(sum(m.held_minor), 0) OR s.released_minor <> coalesce(sum(m.payable_minor), 0)`,
  'statements are not the sums of their movements': `SELECT s.id FROM commission_statements s
    LEFT JOIN commission_movements m USING (beneficiary_kind, beneficiary_id, currency, month)
    GROUP BY s.id
    HAVING s.accrued_minor - s.clawed_back_held_minor - s.released_minor <> coalesce(sum(m.held_minor), 0)
      OR s.released_minor + s.topped_up_minor - s.clawed_back_released_minor - s.paid_minor
        <> coalesce(sum(m.payable_minor), 0)`,
  'movements of one cause are not what its journal entry says': `SELECT m.cause FROM (
      SELECT cause, sum(held_minor) AS held, sum(payable_minor) AS payable FROM commission_movements GROUP BY cause) m
    LEFT JOIN (
      SELECT e.cause, -sum(p.amount_minor) FILTER (WHERE p.account = 'liability:commissions-accrued') AS held,
        -sum(p.amount_minor) FILTER (WHERE p.account = 'liability:commissions-payable') AS payable
      FROM journal_entries e JOIN postings p ON p.entry_id = e.id WHERE e.kind LIKE 'commission%' GROUP BY e.cause) j
      USING (cause)
    WHERE m.held <> coalesce(j.held, 0) OR m.payable <> coalesce(j.payable, 0) OR j.cause IS NULL`,
  'accounts in the journal are not what is owed to payees': `SELECT b.account FROM account_balances b
    WHERE b.book = 'real' AND (
      (b.account = 'liability:commissions-accrued' AND b.credit_minor - b.debit_minor <>
        (SELECT coalesce(sum(held_minor), 0) FROM commission_accounts a WHERE a.currency = b.currency))
      OR (b.account = 'liability:commissions-payable' AND b.credit_minor - b.debit_minor <>
        (SELECT coalesce(sum(payable_minor), 0) FROM commission_accounts a WHERE a.currency = b.currency)))`,
};

/** What is not as it must be, whatever happened before; empty when all is sound. */
export async function unsoundness(trial: CommissionTrial): Promise<string[]> {
  const faults: string[] = [];
  for (const [fault, sql] of Object.entries(MUST_BE_NOTHING)) {
    const rows = await trial.query(sql);
    if (rows.length > 0) faults.push(`${fault}: ${JSON.stringify(rows.slice(0, 3))}`);
  }
  return faults;
}
