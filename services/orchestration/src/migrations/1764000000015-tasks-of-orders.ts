import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORDER_OF_TASK = `coalesce(context->>'orderId', input->>'orderId')`;

/** An order's page leads to every task about it, also to those whose subject is the customer. */
export class TasksOfOrders1764000000015 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX tasks_order ON tasks ((${ORDER_OF_TASK}), id) WHERE ${ORDER_OF_TASK} IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX tasks_order');
  }
}
