import type { MigrationInterface, QueryRunner } from 'typeorm';
import { TARGET_AGENTS } from './seeds/target-agents.js';

/**
 * What settled spends cost is found by day, and what a report of the same cost tells besides; orders of a day in the order in which
 * they were placed. The agents that the shop's target design brings have names.
 */
export class AgentSpending1764000000009 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of INDEXES) await runner.query(statement);
    await runner.query(
      `INSERT INTO finance_agents (agent_id, name, department) SELECT * FROM unnest($1::text[], $2::text[], $3::text[])
       ON CONFLICT DO NOTHING`,
      [TARGET_AGENTS.map(([id]) => id), TARGET_AGENTS.map(([, name]) => name), TARGET_AGENTS.map(([, , of]) => of)],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DELETE FROM finance_agents WHERE agent_id = ANY($1)', [TARGET_AGENTS.map(([id]) => id)]);
    await runner.query('DROP INDEX journal_entries_spends, costs_of_reference, order_books_booked');
    await runner.query(bookedOrders('order_id'));
  }
}

const IS_BOOKED = `(captured_minor <> 0 OR net_revenue_minor <> 0 OR cost_of_goods_minor <> 0 OR missing <> '{}')`;

const bookedOrders = (included: string) => `CREATE INDEX order_books_booked ON order_books (book, placed_on, currency)
  INCLUDE (${included}, net_revenue_minor, cost_of_goods_minor, processor_fees_minor) WHERE ${IS_BOOKED}`;

const INDEXES = [
  `CREATE INDEX journal_entries_spends ON journal_entries (occurred_at) WHERE kind = 'spend'`,
  'CREATE INDEX costs_of_reference ON costs (external_ref) WHERE external_ref IS NOT NULL',
  'DROP INDEX order_books_booked',
  bookedOrders('order_id, placed_at'),
];
