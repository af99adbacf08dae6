/**
 * Tables every service that uses messaging has in its own schema. `role` is the runtime role that gets the least rights
 * the core needs; the statements belong into a migration run by the schema's owner.
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
