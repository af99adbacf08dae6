import { messagingTables, messagingTablesV2 } from '@vividwalls/messaging';
import { idempotencyTable } from '@vividwalls/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outbox, inbox, what waits, and the keys of requests that are done once. */
export class Messaging1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const role = 'vw_governance';
    for (const statement of [...messagingTables(role), ...messagingTablesV2(role), ...idempotencyTable(role)])
      await runner.query(statement);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('without it nothing is published; restore a backup to go back'));
  }
}
