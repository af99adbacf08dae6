import type { DataSource } from 'typeorm';

interface Proof {
  /** Budgets whose balances are not the sums of their movements, or whose movements have a gap. */
  readonly unproven: readonly string[];
  /** Budgets with a hard limit that have spent and promised more than they have. */
  readonly overspent: readonly string[];
  /** Budgets that hold more or less than the spends that are reserved, or have spent something else than was committed. */
  readonly unexplained: readonly string[];
}

/** Recomputes every budget from its movements, and from the spends. All three lists must be empty. */
export async function proveBudgets(dataSource: DataSource): Promise<Proof> {
  const ids = async (sql: string): Promise<string[]> => {
    const rows = await dataSource.query<{ id: string }[]>(sql);
    return rows.map(({ id }) => id);
  };
  return {
    unproven: await ids(`
      SELECT b.id FROM budget_accounts b LEFT JOIN budget_movements m ON m.budget_id = b.id GROUP BY b.id
      HAVING coalesce(sum(m.allocated_minor), 0) <> b.allocated_minor
        OR coalesce(sum(m.reserved_minor), 0) <> b.reserved_minor OR coalesce(sum(m.spent_minor), 0) <> b.spent_minor
        OR count(m.seq) <> b.movements OR coalesce(max(m.seq), 0) <> b.movements`),
    overspent: await ids(`
      SELECT id FROM budget_accounts WHERE limit_kind = 'hard' AND spent_minor + reserved_minor > allocated_minor`),
    unexplained: await ids(`
      SELECT b.id FROM budget_accounts b LEFT JOIN spend_authorisations s ON b.id = ANY (s.budget_ids) GROUP BY b.id
      HAVING coalesce(sum(s.amount_minor + s.allowance_minor) FILTER (WHERE s.state = 'reserved'), 0) <> b.reserved_minor
        OR coalesce(sum(s.actual_minor) FILTER (WHERE s.state = 'committed'), 0) <> b.spent_minor`),
  };
}

export const PROVEN: Proof = { unproven: [], overspent: [], unexplained: [] };
