import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The registry: agents with personas and capabilities, what capabilities are, every version of both, and which paths between
 * agents were taken. Versions are only ever added. Who is in it at first is put in by the service when it starts, as events.
 */
export class Registry1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...AGENTS, ...CAPABILITIES, ...VERSIONS, ...STATE, ...RIGHTS])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'DROP TABLE agent_versions, capability_versions, agents, capabilities, departments, registry_state, agent_messages',
    );
    await runner.query('DROP FUNCTION refuse_version_change()');
  }
}

/** What an agent's name becomes: lower case with hyphens. */
const AGENT_ID = `'^[a-z0-9]+(-[a-z0-9]+)*$'`;

const AGENTS = [
  'CREATE TABLE departments (name text COLLATE "C" PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 64))',
  `CREATE TABLE agents (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ ${AGENT_ID} AND length(id) <= 64),
     name text NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
     department text COLLATE "C" NOT NULL REFERENCES departments,
     level text NOT NULL CHECK (level IN ('orchestrator', 'director', 'platform', 'specialist', 'task')),
     -- Whom it reports to; nobody for the root alone.
     reports_to text COLLATE "C" REFERENCES agents CHECK (reports_to <> id),
     also_reports_to text COLLATE "C" REFERENCES agents CHECK (also_reports_to <> id),
     role text NOT NULL,
     in_legacy boolean NOT NULL,
     in_target boolean NOT NULL,
     status text NOT NULL CHECK (status IN ('planned', 'active', 'paused', 'retired')),
     sla_p95_ms integer NOT NULL CHECK (sla_p95_ms > 0),
     executor jsonb NOT NULL,
     tools text[] NOT NULL,
     budget_category text NOT NULL,
     personas jsonb NOT NULL CHECK (jsonb_typeof(personas) = 'array'),
     capabilities jsonb NOT NULL CHECK (jsonb_typeof(capabilities) = 'array'),
     resilience jsonb NOT NULL,
     -- Where what is known of it was read.
     sources text[] NOT NULL,
     version integer NOT NULL CHECK (version > 0),
     changed_at timestamptz NOT NULL,
     CHECK (in_legacy OR in_target)
   )`,
  'CREATE UNIQUE INDEX agents_root ON agents ((true)) WHERE reports_to IS NULL',
];

const CAPABILITIES = [
  `CREATE TABLE capabilities (
     name text COLLATE "C" PRIMARY KEY CHECK (name ~ '^[a-z0-9]+([.-][a-z0-9]+)*$' AND length(name) <= 64),
     title text NOT NULL,
     description text NOT NULL,
     -- JSON Schema, draft 2020-12.
     input_schema jsonb NOT NULL CHECK (jsonb_typeof(input_schema) = 'object'),
     output_schema jsonb NOT NULL CHECK (jsonb_typeof(output_schema) = 'object'),
     effects text NOT NULL CHECK (effects IN ('none', 'internal', 'external')),
     data_class text NOT NULL CHECK (data_class IN ('public', 'internal', 'personal', 'payment')),
     reversible boolean NOT NULL,
     comparator jsonb NOT NULL,
     approval jsonb NOT NULL,
     timeout_ms integer NOT NULL CHECK (timeout_ms > 0),
     version integer NOT NULL CHECK (version > 0),
     changed_at timestamptz NOT NULL
   )`,
];

const VERSIONS = [
  `CREATE TABLE agent_versions (
     agent_id text COLLATE "C" NOT NULL REFERENCES agents,
     version integer NOT NULL CHECK (version > 0),
     -- All of it as it was then.
     agent jsonb NOT NULL,
     actor text NOT NULL,
     recorded_at timestamptz NOT NULL,
     change text NOT NULL,
     PRIMARY KEY (agent_id, version)
   )`,
  `CREATE TABLE capability_versions (
     capability text COLLATE "C" NOT NULL REFERENCES capabilities,
     version integer NOT NULL CHECK (version > 0),
     definition jsonb NOT NULL,
     actor text NOT NULL,
     recorded_at timestamptz NOT NULL,
     change text NOT NULL,
     PRIMARY KEY (capability, version)
   )`,
  `CREATE FUNCTION refuse_version_change() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     RAISE EXCEPTION '% on % refused: what was is never changed, a further version is added', TG_OP, TG_TABLE_NAME
       USING ERRCODE = 'insufficient_privilege';
   END $$`,
  ...['agent_versions', 'capability_versions'].map(
    (table) => `CREATE TRIGGER refuse_version_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
      FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change()`,
  ),
];

const STATE = [
  // One row: whoever changes the registry locks it first and counts it up last, so that changes come one after the other.
  `CREATE TABLE registry_state (
     is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
     version bigint NOT NULL
   )`,
  'INSERT INTO registry_state (version) VALUES (0)',
  // Agents that others report are not always in the registry: no reference.
  `CREATE TABLE agent_messages (
     from_agent text COLLATE "C" NOT NULL CHECK (length(from_agent) BETWEEN 1 AND 255),
     to_agent text COLLATE "C" NOT NULL CHECK (length(to_agent) BETWEEN 1 AND 255 AND to_agent <> from_agent),
     messages bigint NOT NULL CHECK (messages > 0),
     first_at timestamptz NOT NULL,
     last_at timestamptz NOT NULL CHECK (last_at >= first_at),
     PRIMARY KEY (from_agent, to_agent)
   ) WITH (fillfactor = 50)`,
];

const RIGHTS = [
  'GRANT SELECT, INSERT ON departments TO vw_orchestration',
  `GRANT SELECT, INSERT, UPDATE (name, department, level, reports_to, also_reports_to, role, in_legacy, in_target, status,
     sla_p95_ms, executor, tools, budget_category, personas, capabilities, resilience, sources, version, changed_at)
     ON agents TO vw_orchestration`,
  `GRANT SELECT, INSERT, UPDATE (title, description, input_schema, output_schema, effects, data_class, reversible, comparator,
     approval, timeout_ms, version, changed_at) ON capabilities TO vw_orchestration`,
  'GRANT SELECT, INSERT ON agent_versions, capability_versions TO vw_orchestration',
  'GRANT SELECT, UPDATE (version) ON registry_state TO vw_orchestration',
  'GRANT SELECT, INSERT, UPDATE (messages, first_at, last_at) ON agent_messages TO vw_orchestration',
];
