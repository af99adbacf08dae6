import { randomUUID } from 'node:crypto';
import type pg from 'pg';

/** A hard budget in dollars that is in force today, with its allocation as its first movement. */
export async function makeBudget(pool: pg.Pool, department: string, allocatedMinor: number): Promise<string> {
  const id = randomUUID();
  await pool.query(
    `INSERT INTO budget_accounts (id, scope, department, unit, exponent, limit_kind, thresholds, period_start, period_end,
       created_at, created_by)
     VALUES ($1, $2, $3, 'USD', 2, 'hard', '{80,90,100}', current_date - 10, current_date + 10, now(), 'user:bench')`,
    [id, `department:${department}/-/USD`, department],
  );
  await pool.query(
    `INSERT INTO budget_movements (budget_id, seq, kind, allocated_minor, reserved_minor, spent_minor, actor, recorded_at)
     VALUES ($1, 1, 'allocated', $2, 0, 0, 'user:bench', now())`,
    [id, allocatedMinor],
  );
  return id;
}

/** What a budget holds, and what its movements say that it holds. */
export async function balanceOf(pool: pg.Pool, id: string): Promise<{ reserved: number; moved: number }> {
  const { rows } = await pool.query<{ reserved: string; moved: string }>(
    `SELECT b.reserved_minor AS reserved, sum(m.reserved_minor) AS moved
     FROM budget_accounts b JOIN budget_movements m ON m.budget_id = b.id WHERE b.id = $1 GROUP BY b.id`,
    [id],
  );
  return { reserved: Number(rows[0]!.reserved), moved: Number(rows[0]!.moved) };
}

interface Locked {
  readonly id: string;
  readonly left: string;
  readonly movements: number;
}

/**
 * The plain way of authorising: each request locks the budget's row, looks for its key, and writes decision, movement and event,
 * in a transaction of its own. The same rows as ours.
 */
export class OneTransactionPerSpend {
  constructor(private readonly pool: pg.Pool) {}

  /** @returns whether it may be spent */
  async authorise(key: string, department: string, amountMinor: number): Promise<boolean> {
    const session = await this.pool.connect();
    try {
      await session.query('BEGIN');
      const isYes = await this.decide(session, key, department, amountMinor);
      await session.query('COMMIT');
      return isYes;
    } catch (error) {
      await session.query('ROLLBACK');
      throw error;
    } finally {
      session.release();
    }
  }

  private async decide(session: pg.PoolClient, key: string, department: string, amountMinor: number): Promise<boolean> {
    const { rows } = await session.query<Locked>(
      `SELECT id, allocated_minor - reserved_minor - spent_minor AS left, movements FROM budget_accounts
       WHERE scope = $1 AND period_start <= current_date AND period_end >= current_date FOR UPDATE`,
      [`department:${department}/-/USD`],
    );
    const budget = rows[0]!;
    const known = await session.query('SELECT state FROM spend_authorisations WHERE key = $1', [key]);
    if (known.rows.length > 0) throw new Error(`${key} was asked before`);
    const isYes = Number(budget.left) >= amountMinor;
    await session.query(
      `INSERT INTO spend_authorisations (key, id, actor, agent_id, department, category, purpose, amount_minor, unit,
         allowance_minor, expires_in_s, state, reason, budget_ids, remaining_minor, expires_at, decided_at)
       VALUES ($1, $2, 'agent:bench', 'bench', $3, 'advertising', 'a bench', $4, 'USD', 0, 3600, $5, $6, ARRAY[$7::uuid], $8,
         now() + interval '1 hour', now())`,
      [
        ...[key, randomUUID(), department, amountMinor, isYes ? 'reserved' : 'refused'],
        ...[isYes ? 'within budget' : 'the hard limit has no room', budget.id, budget.left],
      ],
    );
    if (isYes) {
      await session.query(
        `INSERT INTO budget_movements (budget_id, seq, kind, allocated_minor, reserved_minor, spent_minor, reference, actor,
           recorded_at) VALUES ($1, $2, 'reserved', 0, $3, 0, $4, 'agent:bench', now())`,
        [budget.id, budget.movements + 1, amountMinor, key],
      );
    }
    const id = randomUUID();
    await session.query(`INSERT INTO outbox (event_id, subject, headers, payload) VALUES ($1, $2, '{}', $3)`, [
      ...[
        id,
        `vw.finance.spend.${isYes ? 'authorised' : 'refused'}`,
        event(id, key, department, amountMinor, budget.id),
      ],
    ]);
    return isYes;
  }
}

/** As long as ours. */
function event(id: string, key: string, department: string, amountMinor: number, budgetId: string): string {
  return JSON.stringify({
    specversion: '1.0',
    ...{ id, source: 'vividwalls/finance', type: 'vw.finance.spend.authorised.v1', subject: key },
    ...{ time: new Date().toISOString(), version: 0, correlationid: id, causationid: id, actor: 'agent:bench' },
    ...{ test: false, shop: '', datacontenttype: 'application/json' },
    data: {
      ...{ key, department, category: 'advertising', agentId: 'bench', purpose: 'a bench', unit: 'USD' },
      ...{ budgetIds: [budgetId], amountMinor: String(amountMinor), allowanceMinor: '0', reason: 'within budget' },
      expiresAt: new Date().toISOString(),
    },
  });
}
