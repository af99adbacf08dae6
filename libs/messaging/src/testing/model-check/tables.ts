import type { MigrationInterface, QueryRunner } from 'typeorm';
import { messagingTables, messagingTablesV2 } from '../../tables.js';

/** Lanes in which the source produces: as many transactions may be open at once. */
export const LANES = 6;

/** No table has a uniqueness that would hide an effect that happened twice. */
const OWN_TABLES = {
  source: [
    'CREATE TABLE lanes (lane int PRIMARY KEY, next int NOT NULL)',
    `INSERT INTO lanes SELECT lane, 0 FROM generate_series(0, ${LANES - 1}) AS lane`,
    'CREATE TABLE produced (place int NOT NULL)',
    'CREATE TABLE effects (place int NOT NULL)',
    'GRANT SELECT, UPDATE ON lanes TO vw_source',
    'GRANT SELECT, INSERT ON produced, effects TO vw_source',
  ],
  sink: [
    'CREATE TABLE effects (place int NOT NULL)',
    'CREATE INDEX effects_place ON effects (place)',
    'GRANT SELECT, INSERT ON effects TO vw_sink',
  ],
};

export type StationRole = keyof typeof OWN_TABLES;

/** The migration of one station's schema. */
export function stationTables(role: StationRole): new () => MigrationInterface {
  return class StationTables1700000000000 implements MigrationInterface {
    readonly name = 'StationTables1700000000000';
    async up(runner: QueryRunner): Promise<void> {
      const core = [...messagingTables(`vw_${role}`), ...messagingTablesV2(`vw_${role}`)];
      for (const statement of [...core, ...OWN_TABLES[role]]) await runner.query(statement);
    }
    down(): Promise<void> {
      return Promise.reject(new Error('the tables go with their database'));
    }
  };
}
