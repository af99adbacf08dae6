import { readModelConsumer } from '../../nest/read-model.js';
import { COPY_FUNCTION, STRUCTURE_FUNCTION } from './copy-functions.js';
import { CHECK_FUNCTION, HOLDING_FUNCTION } from './guard-functions.js';
import { ABANDON_FUNCTION, BEGIN_FUNCTION, SETTLE_FUNCTION, SWAP_FUNCTION } from './rebuild-functions.js';

export interface DeclaredReadModel {
  /** As in `@ReadModel`: lower case with dashes. */
  readonly name: string;
  readonly tables: readonly string[];
}

export interface ReadModelTablesSettings {
  /** The service's schema, which is also its name. */
  readonly schema: string;
  /** The runtime role. */
  readonly role: string;
  /** Read models whose tables exist; every name once, also when a later migration declares it anew. */
  readonly models: readonly DeclaredReadModel[];
}

/** Schema in which the tables of a read model are built anew. Nothing else lies there. */
export const rebuildSchema = (schema: string): string => `${schema}_rebuild`;

const SQL_NAME = /^[a-z_][a-z0-9_]{0,49}$/;
const MODEL_NAME = /^[a-z][a-z0-9-]{0,39}$/;

/**
 * What a service needs to rebuild its read models, for a migration run by the schema's owner, after the tables themselves:
 * the list of models, the history of replays, and the functions that make, swap and remove the tables built beside. The
 * runtime role has no right to make or drop a table; these functions run with the owner's rights, do so for declared models
 * only, and only for a session that holds the service's replay lock. Safe to run again by a later migration that declares
 * further models or changes one.
 *
 * The schema `<schema>_rebuild` is made by the administrator together with the service's own, or here when the owner may.
 *
 * @throws when a name is none that SQL takes without quotes
 */
export function readModelTables({ schema, role, models }: ReadModelTablesSettings): string[] {
  const tables = models.flatMap((model) => model.tables);
  const faulty = [
    ...[schema, role, ...tables].filter((name) => !SQL_NAME.test(name)),
    ...models.map(({ name }) => name).filter((name) => !MODEL_NAME.test(name)),
    ...models.filter((model) => model.tables.length === 0).map(({ name }) => `${name} (no tables)`),
  ];
  if (faulty.length > 0) throw new Error(`Not fit for a read model: ${faulty.join(', ')}`);
  const place = (statement: string): string =>
    statement.replaceAll('{rebuild}', rebuildSchema(schema)).replaceAll('{schema}', schema).replaceAll('{role}', role);
  return [...STATEMENTS, ...FUNCTIONS.flatMap(guarded), ...OPERATIONS.flatMap(granted)]
    .map(place)
    .concat(models.flatMap((model) => declare(schema, model)));
}

function declare(schema: string, { name, tables }: DeclaredReadModel): string[] {
  const list = tables.map((table) => `'${table}'`).join(', ');
  return [
    `INSERT INTO read_models (name, consumer, tables)
       VALUES ('${name}', '${readModelConsumer(schema, name)}', ARRAY[${list}])
       ON CONFLICT (name) DO UPDATE SET tables = excluded.tables`,
    // A model that cannot be rebuilt is found out now, and not on the day it has to be.
    `SELECT ${schema}.read_model_check('${name}')`,
  ];
}

const STATEMENTS = [
  `DO $$ BEGIN
     IF to_regnamespace('{rebuild}') IS NULL THEN
       CREATE SCHEMA {rebuild};
     ELSIF NOT has_schema_privilege('{rebuild}', 'CREATE') THEN
       RAISE insufficient_privilege USING MESSAGE = format('%s may make no tables in schema {rebuild}', current_user);
     END IF;
   EXCEPTION WHEN insufficient_privilege THEN
     RAISE EXCEPTION '%: as administrator, CREATE SCHEMA {rebuild} AUTHORIZATION %', SQLERRM, current_user
       USING ERRCODE = 'insufficient_privilege';
   END $$`,
  `GRANT USAGE ON SCHEMA {rebuild} TO {role}`,
  `CREATE TABLE IF NOT EXISTS read_models (
     name text PRIMARY KEY,
     consumer text NOT NULL UNIQUE,
     tables text[] NOT NULL CHECK (cardinality(tables) > 0)
   )`,
  `CREATE TABLE IF NOT EXISTS replays (
     id uuid PRIMARY KEY,
     model text NOT NULL,
     origin jsonb NOT NULL,
     reason text NOT NULL,
     actor text NOT NULL,
     skip_failed boolean NOT NULL,
     phase text NOT NULL,
     taken bigint NOT NULL DEFAULT 0,
     total bigint NOT NULL DEFAULT 0,
     handled bigint NOT NULL DEFAULT 0,
     repeats bigint NOT NULL DEFAULT 0,
     waiting int NOT NULL DEFAULT 0,
     failed int NOT NULL DEFAULT 0,
     failures jsonb NOT NULL DEFAULT '[]',
     per_second real NOT NULL DEFAULT 0,
     swap_attempts int NOT NULL DEFAULT 0,
     pause_ms int,
     error text,
     abort_asked_by text,
     idempotency_key text,
     started_at timestamptz NOT NULL,
     updated_at timestamptz NOT NULL,
     ended_at timestamptz,
     UNIQUE (actor, idempotency_key)
   )`,
  // One at a time: the second of two that begin at once is refused by this index if by nothing else.
  `CREATE UNIQUE INDEX IF NOT EXISTS replays_unfinished ON replays ((true)) WHERE ended_at IS NULL`,
  `GRANT SELECT ON read_models TO {role}`,
  `GRANT SELECT, INSERT, UPDATE ON replays TO {role}`,
];

/** Called by the others only. */
const FUNCTIONS = [
  { signature: 'read_model_check(text)', definition: CHECK_FUNCTION },
  { signature: 'read_model_holding(text)', definition: HOLDING_FUNCTION },
  { signature: 'read_model_structure(text, text[])', definition: STRUCTURE_FUNCTION },
  { signature: 'read_model_copy(text[])', definition: COPY_FUNCTION },
];

/** Called by the service. */
const OPERATIONS = [
  { signature: 'read_model_abandon()', definition: ABANDON_FUNCTION },
  { signature: 'read_model_begin(text)', definition: BEGIN_FUNCTION },
  { signature: 'read_model_settle(text)', definition: SETTLE_FUNCTION },
  { signature: 'read_model_swap(text)', definition: SWAP_FUNCTION },
];

interface FunctionOfTheSchema {
  readonly signature: string;
  readonly definition: string;
}

const guarded = ({ signature, definition }: FunctionOfTheSchema): string[] => [
  definition,
  `REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`,
];

const granted = (operation: FunctionOfTheSchema): string[] => [
  ...guarded(operation),
  `GRANT EXECUTE ON FUNCTION ${operation.signature} TO {role}`,
];
