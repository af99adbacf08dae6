/**
 * Tables every service that uses messaging has in its own schema, first version. `role` is the runtime role that gets the
 * least rights the core needs; the statements belong into a migration run by the schema's owner. What a migration has run
 * never changes: later versions are functions of their own, and a new service runs them one after the other.
 */
export function messagingTables(role: string): string[] {
  return [
    `CREATE TABLE outbox (
       id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
       event_id uuid NOT NULL,
       subject text NOT NULL,
       headers jsonb NOT NULL DEFAULT '{}',
       payload text NOT NULL,
       created_at timestamptz NOT NULL DEFAULT now(),
       published_at timestamptz,
       parked_at timestamptz,
       parked_error text
     )`,
    // The relay reads through this index, so a row that commits late is never skipped: no cursor passes it by.
    `CREATE INDEX outbox_unpublished ON outbox (id) WHERE published_at IS NULL AND parked_at IS NULL`,
    `CREATE TABLE inbox (
       consumer text NOT NULL,
       event_id text NOT NULL,
       at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (consumer, event_id)
     )`,
    `GRANT SELECT, INSERT, DELETE ON outbox TO ${role}`,
    `GRANT UPDATE (published_at, parked_at, parked_error) ON outbox TO ${role}`,
    `GRANT SELECT, INSERT, DELETE ON inbox TO ${role}`,
  ];
}

/**
 * Second version: the outbox is only ever inserted into. What is published is told by one row, the relay's position with
 * the ids below it that are not; no row is written twice, and nothing has to be vacuumed because it was published. Message
 * ids are text, since a redriven message has one that is no UUID. Events that wait for their cause have a table.
 */
export function messagingTablesV2(role: string): string[] {
  return [
    // Waits for every writer, so that the position made below knows all ids.
    `LOCK TABLE outbox IN ACCESS EXCLUSIVE MODE`,
    `CREATE TABLE outbox_relay (
       single boolean PRIMARY KEY DEFAULT true CHECK (single),
       high bigint NOT NULL,
       holes int8multirange NOT NULL
     ) WITH (fillfactor = 10)`,
    `INSERT INTO outbox_relay (high, holes)
       SELECT coalesce(max(id), 0),
              coalesce(range_agg(int8range(id, id, '[]')) FILTER (WHERE published_at IS NULL AND parked_at IS NULL), '{}')
         FROM outbox`,
    `CREATE TABLE outbox_parked (
       outbox_id bigint PRIMARY KEY,
       error text NOT NULL,
       parked_at timestamptz NOT NULL DEFAULT now()
     )`,
    `INSERT INTO outbox_parked SELECT id, coalesce(parked_error, ''), parked_at FROM outbox WHERE parked_at IS NOT NULL`,
    `DROP INDEX outbox_unpublished`,
    `ALTER TABLE outbox DROP COLUMN published_at, DROP COLUMN parked_at, DROP COLUMN parked_error`,
    `ALTER TABLE outbox ALTER COLUMN event_id TYPE text`,
    // Rows lie in the order of their time, so a few pages of index find where a time begins.
    `CREATE INDEX outbox_created ON outbox USING brin (created_at) WITH (pages_per_range = 32)`,
    `CREATE INDEX inbox_at ON inbox USING brin (at) WITH (pages_per_range = 32)`,
    `CREATE VIEW outbox_unpublished AS
       SELECT o.* FROM outbox_relay r JOIN outbox o ON o.id > r.high
       UNION ALL
       SELECT o.* FROM outbox_relay r CROSS JOIN unnest(r.holes) AS hole JOIN outbox o
                    ON o.id >= lower(hole) AND o.id < upper(hole)`,
    `CREATE TABLE waiting (
       consumer text NOT NULL,
       event_id text NOT NULL,
       stream text NOT NULL,
       stream_created_at text NOT NULL,
       sequence bigint NOT NULL,
       subject text NOT NULL,
       stored_at timestamptz NOT NULL,
       headers jsonb NOT NULL,
       payload text NOT NULL,
       attempts int NOT NULL,
       reason text NOT NULL,
       since timestamptz NOT NULL,
       until timestamptz NOT NULL,
       next_at timestamptz NOT NULL,
       tries int NOT NULL,
       begun int NOT NULL DEFAULT 0,
       PRIMARY KEY (consumer, event_id)
     )`,
    `CREATE INDEX waiting_due ON waiting (consumer, next_at)`,
    `CREATE TABLE trials (
       consumer text NOT NULL,
       stream text NOT NULL,
       stream_created_at text NOT NULL,
       sequence bigint NOT NULL,
       failures int NOT NULL DEFAULT 0,
       begun_alone int NOT NULL DEFAULT 0,
       at timestamptz NOT NULL DEFAULT now(),
       PRIMARY KEY (consumer, stream, stream_created_at, sequence)
     )`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON trials TO ${role}`,
    `GRANT SELECT, UPDATE ON outbox_relay TO ${role}`,
    `GRANT SELECT, INSERT, DELETE ON outbox_parked TO ${role}`,
    `GRANT SELECT ON outbox_unpublished TO ${role}`,
    `GRANT SELECT, INSERT, UPDATE, DELETE ON waiting TO ${role}`,
  ];
}
