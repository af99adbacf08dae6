import { messagingTables, type EventCatalogue, type NewEvent } from '@vividwalls/messaging';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payload of about 300 bytes, as most events are. */
export class ThingCounted {
  key!: string;
  amount!: number;
  note!: string;
}

const TYPE = 'vw.bench.thing.counted.v1';
export const SUBJECT = 'vw.bench.thing.counted';
export const STREAM = 'BENCH';

export const benchCatalogue: EventCatalogue = {
  describe: () => ({ type: TYPE, stream: STREAM, subject: SUBJECT, version: 1 }),
  lookup: (type) => (type === TYPE ? benchCatalogue.describe(ThingCounted) : undefined),
  faultsOf: () => [],
};

export const things = (count: number): NewEvent[] =>
  Array.from({ length: count }, (_, index) => ({
    event: ThingCounted,
    subject: `thing-${index}`,
    data: { key: `thing-${index}`, amount: index, note: 'n'.repeat(250) },
  }));

/** Outbox, inbox, and one table that a handler writes to. */
export class BenchTables1 implements MigrationInterface {
  readonly name = 'BenchTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of messagingTables('vw_bench')) await runner.query(statement);
    await runner.query('CREATE TABLE effects (event_id text NOT NULL, key text NOT NULL, amount int NOT NULL)');
    await runner.query('GRANT SELECT, INSERT ON effects TO vw_bench');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE effects, outbox, inbox');
  }
}
