import type { EntityManager } from 'typeorm';
import type { Agent } from './agent.js';
import type { Capability } from './capability.js';
import { AGENT_JSON, CAPABILITY_JSON } from './registry-json.js';

type Reader = Pick<EntityManager, 'query'>;

/** Something as it is since a change, with the change in words. */
export interface Changed<T> {
  readonly is: T;
  readonly change: string;
}

/** Who changed something, and when. */
export interface ChangedBy {
  readonly actor: string;
  readonly at: Date;
}

export async function findAgents(reader: Reader): Promise<Map<string, Agent>> {
  const rows = await reader.query<{ agent: Agent }[]>(`SELECT ${AGENT_JSON} AS agent FROM agents ORDER BY id`);
  return new Map(rows.map(({ agent }) => [agent.id, agent]));
}

export async function findAgent(reader: Reader, id: string): Promise<Agent | undefined> {
  const [row] = await reader.query<{ agent: Agent }[]>(`SELECT ${AGENT_JSON} AS agent FROM agents WHERE id = $1`, [id]);
  return row?.agent;
}

export async function findCapabilities(reader: Reader): Promise<Map<string, Capability>> {
  const rows = await reader.query<{ capability: Capability }[]>(
    `SELECT ${CAPABILITY_JSON} AS capability FROM capabilities ORDER BY name`,
  );
  return new Map(rows.map(({ capability }) => [capability.name, capability]));
}

export async function findDepartments(reader: Reader): Promise<Set<string>> {
  const rows = await reader.query<{ name: string }[]>('SELECT name FROM departments');
  return new Set(rows.map(({ name }) => name));
}

/** Adds departments that are not there yet. */
export async function insertDepartments(tx: EntityManager, names: readonly string[]): Promise<void> {
  await tx.query('INSERT INTO departments (name) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING', [names]);
}

const AGENT_COLUMNS = [
  ...['name', 'department', 'level', 'reports_to', 'also_reports_to', 'role', 'in_legacy', 'in_target', 'status'],
  ...['sla_p95_ms', 'executor', 'tools', 'budget_category', 'personas', 'capabilities', 'resilience', 'sources'],
  ...['version', 'changed_at'],
];

/** Writes agents, new ones or whole changed ones, each with its version. Of those that report to one another at once too. */
export async function saveAgents(tx: EntityManager, agents: readonly Changed<Agent>[], by: ChangedBy): Promise<void> {
  const json = JSON.stringify(agents.map(({ is }) => is));
  await tx.query(
    `INSERT INTO agents (id, ${AGENT_COLUMNS.join(', ')})
     SELECT a->>'id', a->>'name', a->>'department', a->>'level', a->>'reportsTo', a->>'alsoReportsTo', a->>'role',
       (a->>'inLegacy')::boolean, (a->>'inTarget')::boolean, a->>'status', (a->'sla'->>'p95Ms')::integer, a->'executor',
       ARRAY(SELECT jsonb_array_elements_text(a->'tools')), a->'budget'->>'category', a->'personas', a->'capabilities',
       a->'resilience', ARRAY(SELECT jsonb_array_elements_text(a->'sources')), (a->>'version')::integer, $2
     FROM jsonb_array_elements($1::jsonb) AS a
     ON CONFLICT (id) DO UPDATE SET ${replaced(AGENT_COLUMNS)}`,
    [json, by.at],
  );
  await tx.query(
    `INSERT INTO agent_versions (agent_id, version, agent, actor, recorded_at, change)
     SELECT a->>'id', (a->>'version')::integer, a, $3, $4, change
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS one (a, n) JOIN unnest($2::text[]) WITH ORDINALITY AS t (change, n)
       USING (n)`,
    [json, agents.map(({ change }) => change), by.actor, by.at],
  );
}

const CAPABILITY_COLUMNS = [
  ...['title', 'description', 'input_schema', 'output_schema', 'effects', 'data_class', 'reversible', 'comparator'],
  ...['approval', 'timeout_ms', 'version', 'changed_at'],
];

/** Writes capabilities, new ones or whole changed ones, each with its version. */
export async function saveCapabilities(
  tx: EntityManager,
  capabilities: readonly Changed<Capability>[],
  by: ChangedBy,
): Promise<void> {
  const json = JSON.stringify(capabilities.map(({ is }) => is));
  await tx.query(
    `INSERT INTO capabilities (name, ${CAPABILITY_COLUMNS.join(', ')})
     SELECT c->>'name', c->>'title', c->>'description', c->'inputSchema', c->'outputSchema', c->>'effects', c->>'dataClass',
       (c->>'reversible')::boolean, c->'comparator', c->'approval', (c->>'timeoutMs')::integer, (c->>'version')::integer, $2
     FROM jsonb_array_elements($1::jsonb) AS c
     ON CONFLICT (name) DO UPDATE SET ${replaced(CAPABILITY_COLUMNS)}`,
    [json, by.at],
  );
  await tx.query(
    `INSERT INTO capability_versions (capability, version, definition, actor, recorded_at, change)
     SELECT c->>'name', (c->>'version')::integer, c, $3, $4, change
     FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS one (c, n) JOIN unnest($2::text[]) WITH ORDINALITY AS t (change, n)
       USING (n)`,
    [json, capabilities.map(({ change }) => change), by.actor, by.at],
  );
}

const replaced = (columns: readonly string[]): string =>
  columns.map((column) => `${column} = excluded.${column}`).join(', ');
