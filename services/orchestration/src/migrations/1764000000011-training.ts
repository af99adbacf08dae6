import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Training: modules with every version, who did them how well, and what work and training say of how good agents are. */
export class Training1764000000011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...MODULES, ...EXPERTISE, ...RIGHTS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE training_runs, training_module_versions, training_modules, expertise_evidence');
  }
}

const MODULES = [
  `CREATE TABLE training_modules (
     id text COLLATE "C" PRIMARY KEY CHECK (id ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(id) <= 100),
     version integer NOT NULL CHECK (version > 0),
     updated_at timestamptz NOT NULL,
     updated_by text NOT NULL
   )`,
  `CREATE TABLE training_module_versions (
     module_id text COLLATE "C" NOT NULL REFERENCES training_modules,
     version integer NOT NULL CHECK (version > 0),
     title text NOT NULL,
     capability text COLLATE "C" NOT NULL,
     exercises jsonb NOT NULL CHECK (jsonb_typeof(exercises) = 'array' AND jsonb_array_length(exercises) BETWEEN 1 AND 100),
     source text NOT NULL,
     actor text NOT NULL,
     recorded_at timestamptz NOT NULL,
     PRIMARY KEY (module_id, version)
   )`,
  `CREATE TRIGGER refuse_version_change BEFORE UPDATE OR DELETE OR TRUNCATE ON training_module_versions
     FOR EACH STATEMENT EXECUTE FUNCTION refuse_version_change()`,
  `CREATE TABLE training_runs (
     id uuid PRIMARY KEY,
     module_id text COLLATE "C" NOT NULL,
     module_version integer NOT NULL,
     agent_id text COLLATE "C" NOT NULL,
     -- Empty: in its own role.
     persona_id text COLLATE "C" NOT NULL,
     -- What was answered to each exercise, and how it was graded.
     graded jsonb NOT NULL,
     passed integer NOT NULL CHECK (passed >= 0),
     graded_count integer NOT NULL CHECK (graded_count >= passed),
     actor text NOT NULL,
     at timestamptz NOT NULL,
     FOREIGN KEY (module_id, module_version) REFERENCES training_module_versions
   )`,
  'CREATE INDEX training_runs_module ON training_runs (module_id, id)',
  'CREATE INDEX training_runs_agent ON training_runs (agent_id, id)',
];

const EXPERTISE = [
  // Successes and failures as they weigh at \`as_of\`: what is older weighs less.
  `CREATE TABLE expertise_evidence (
     agent_id text COLLATE "C" NOT NULL,
     persona_id text COLLATE "C" NOT NULL,
     capability text COLLATE "C" NOT NULL,
     successes double precision NOT NULL CHECK (successes >= 0),
     failures double precision NOT NULL CHECK (failures >= 0),
     as_of timestamptz NOT NULL,
     PRIMARY KEY (agent_id, persona_id, capability)
   ) WITH (fillfactor = 50)`,
];

const ROLE = 'vw_orchestration';

const RIGHTS = [
  `GRANT SELECT, INSERT, UPDATE (version, updated_at, updated_by) ON training_modules TO ${ROLE}`,
  `GRANT SELECT, INSERT ON training_module_versions, training_runs TO ${ROLE}`,
  `GRANT SELECT, INSERT, UPDATE (successes, failures, as_of) ON expertise_evidence TO ${ROLE}`,
];
