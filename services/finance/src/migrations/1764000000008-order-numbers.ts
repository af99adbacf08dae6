import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Orders are found by the number that the shop shows. Nothing is granted: the service reads its orders already. */
export class OrderNumbers1764000000008 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX order_books_name ON order_books (name)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP INDEX order_books_name');
  }
}
