import { readModelTables } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is needed to build the list of dead letters anew beside the old one. */
export class Rebuilds1764000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    const models = [{ name: 'dead-letters', tables: ['dead_letters'] }];
    for (const statement of readModelTables({ schema: 'gateway', role: 'vw_gateway', models })) {
      await runner.query(statement);
    }
  }

  down(): Promise<void> {
    return Promise.reject(new Error('the history of replays would be lost; restore a backup to go back'));
  }
}
