import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables, messagingTablesV2 } from '../tables.js';

/** The schema of a trial: the core's tables, and `effects` for what its consumers do. */
export class TrialTables1 implements MigrationInterface {
  name = 'TrialTables1700000000000';
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...messagingTables('vw_trial'), ...messagingTablesV2('vw_trial')]) {
      await runner.query(statement);
    }
    await runner.query('CREATE TABLE effects (event_id text NOT NULL, key text NOT NULL, amount int NOT NULL)');
    await runner.query('GRANT SELECT, INSERT ON effects TO vw_trial');
  }
  down(): Promise<void> {
    return Promise.reject(new Error('trial tables go with their database'));
  }
}

/** All tables as the migration left them. */
export const EMPTY_TABLES = [
  'TRUNCATE trial.outbox, trial.outbox_parked, trial.inbox, trial.waiting, trial.trials, trial.effects RESTART IDENTITY',
  `UPDATE trial.outbox_relay SET high = 0, holes = '{}'`,
].join(';');
