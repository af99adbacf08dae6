import type { ActName } from '@vividwalls/contracts';
import type { DataSource, EntityManager } from 'typeorm';
import type { PolicyEffect, PolicyState, StoredPolicy } from './policy.js';

type Reader = Pick<EntityManager | DataSource, 'query'>;

interface Row {
  readonly id: string;
  readonly act: ActName;
  readonly state: PolicyState;
  readonly live_version: number | null;
  readonly updated_at: Date;
  readonly updated_by: string;
  readonly version: number;
  readonly name: string;
  readonly when_source: string;
  readonly effect: PolicyEffect;
  readonly approvers: string[];
  readonly votes: number;
  readonly expires_in_s: number;
  readonly use_within_s: number;
  readonly source: string;
  readonly change: string;
}

const COLUMNS = `p.id, p.act, p.state, p.live_version, p.updated_at, p.updated_by, v.version, v.name, v.when_source, v.effect,
  v.approvers, v.votes, v.expires_in_s, v.use_within_s, v.source, v.change`;

const selecting = (version: string) =>
  `SELECT ${COLUMNS} FROM policies p JOIN policy_versions v ON v.policy_id = p.id AND v.version = ${version}`;

/**
 * What changes with every change of a policy. A version that was read inside of a transaction which was then rolled back is
 * another state than the version of the same number that came instead.
 */
export async function policiesState(reader: Reader): Promise<string> {
  const [row] = await reader.query<{ state: string }[]>(
    `SELECT version::text || '/' || xmin::text AS state FROM policies_state`,
  );
  return row!.state;
}

/** The newest version of a policy. */
export async function findPolicy(reader: Reader, id: string, lock?: 'update'): Promise<StoredPolicy | undefined> {
  const locking = lock === 'update' ? ' FOR UPDATE OF p' : '';
  const [row] = await reader.query<Row[]>(`${selecting('p.version')} WHERE p.id = $1${locking}`, [id]);
  return row && policyOf(row);
}

/** What each policy says that decides at present, in the order of their ids. */
export async function livePolicies(reader: Reader): Promise<StoredPolicy[]> {
  return (await reader.query<Row[]>(`${selecting('p.live_version')} ORDER BY p.id`)).map(policyOf);
}

export interface AskedPolicies {
  readonly state?: PolicyState | undefined;
  readonly act?: ActName | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** Newest versions in the order of their ids. */
export async function listPolicies(
  reader: Reader,
  { state, act, cursor, limit }: AskedPolicies,
): Promise<StoredPolicy[]> {
  const rows = await reader.query<Row[]>(
    `${selecting('p.version')} WHERE ($1::text IS NULL OR p.state = $1) AND ($2::text IS NULL OR p.act = $2)
       AND ($3::text IS NULL OR p.id > $3) ORDER BY p.id LIMIT $4`,
    [state ?? null, act ?? null, cursor ?? null, limit],
  );
  return rows.map(policyOf);
}

/** All versions, newest first. */
export async function policyVersions(reader: Reader, id: string, limit: number): Promise<StoredPolicy[]> {
  const rows = await reader.query<Row[]>(
    `SELECT ${COLUMNS} FROM policies p JOIN policy_versions v ON v.policy_id = p.id WHERE p.id = $1
     ORDER BY v.version DESC LIMIT $2`,
    [id, limit],
  );
  return rows.map(policyOf);
}

/** Enters policies that are not there yet. @returns the ids of those that were entered */
export async function insertPolicies(tx: EntityManager, policies: readonly StoredPolicy[]): Promise<string[]> {
  const rows = await tx.query<{ id: string }[]>(
    `INSERT INTO policies (id, act, state, version, live_version, updated_at, updated_by)
     SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::timestamptz[], $7::text[])
     ON CONFLICT (id) DO NOTHING RETURNING id`,
    [
      ...[policies.map(({ id }) => id), policies.map(({ act }) => act), policies.map(({ state }) => state)],
      ...[policies.map(({ version }) => version), policies.map(({ liveVersion }) => liveVersion)],
      ...[policies.map(({ updatedAt }) => updatedAt), policies.map(({ updatedBy }) => updatedBy)],
    ],
  );
  const ids = new Set(rows.map(({ id }) => id));
  for (const policy of policies) if (ids.has(policy.id)) await insertVersion(tx, policy);
  if (ids.size > 0) await bump(tx);
  return [...ids];
}

/** Adds a version to a policy that is there and locked, and takes over its state. */
export async function addPolicyVersion(tx: EntityManager, policy: StoredPolicy): Promise<void> {
  await insertVersion(tx, policy);
  await setPolicyState(tx, policy);
}

export async function setPolicyState(tx: EntityManager, policy: StoredPolicy): Promise<void> {
  await tx.query(
    'UPDATE policies SET state = $2, version = $3, live_version = $4, updated_at = $5, updated_by = $6 WHERE id = $1',
    [...[policy.id, policy.state, policy.version, policy.liveVersion], ...[policy.updatedAt, policy.updatedBy]],
  );
  await bump(tx);
}

async function insertVersion(tx: EntityManager, policy: StoredPolicy): Promise<void> {
  const { id, version, name, when, effect, approvers, votes, expiresInS, useWithinS, source, change } = policy;
  await tx.query(
    `INSERT INTO policy_versions (policy_id, version, name, when_source, effect, approvers, votes, expires_in_s, use_within_s,
       source, change, recorded_at, actor) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
    [
      ...[id, version, name, when, effect, approvers, votes, expiresInS, useWithinS, source, change],
      ...[policy.updatedAt, policy.updatedBy],
    ],
  );
}

async function bump(tx: EntityManager): Promise<void> {
  await tx.query('UPDATE policies_state SET version = version + 1');
}

function policyOf(row: Row): StoredPolicy {
  return {
    ...{ id: row.id, act: row.act, version: row.version, name: row.name, when: row.when_source, effect: row.effect },
    ...{ approvers: row.approvers, votes: row.votes, expiresInS: row.expires_in_s, useWithinS: row.use_within_s },
    ...{ source: row.source, state: row.state, liveVersion: row.live_version, change: row.change },
    ...{ updatedAt: row.updated_at, updatedBy: row.updated_by },
  };
}
