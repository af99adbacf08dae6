import { messagingTablesV2 } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The outbox is only ever inserted into; the relay's position tells what is published. Events may wait for their cause. */
export class OutboxPosition1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTablesV2('vw_finance')) await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('what is published was known row by row before; restore a backup to go back'));
  }
}
