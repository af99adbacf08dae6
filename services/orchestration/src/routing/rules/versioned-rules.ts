import type { DataSource, EntityManager } from 'typeorm';
import type { RuleState } from './rule-state.js';

type Queryable = EntityManager | DataSource;

/** A rule in one of its versions. */
export interface StoredRule<B> {
  readonly id: string;
  readonly name: string;
  /** The condition, CEL. */
  readonly when: string;
  /** What it is for when it holds. */
  readonly body: B;
  readonly source: string;
  /** Of the rule's newest version. */
  readonly state: RuleState;
  readonly version: number;
  /** The version that decides at present; null when none does. */
  readonly liveVersion: number | null;
  /** What this version changed, in words. */
  readonly change: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
}

export type RuleKind = 'persona' | 'activation';

interface Row<B> {
  readonly id: string;
  readonly name: string;
  readonly when_source: string;
  readonly body: B;
  readonly source: string;
  readonly state: RuleState;
  readonly version: number;
  readonly live_version: number | null;
  readonly change: string;
  readonly updated_at: Date;
  readonly updated_by: string;
}

const COLUMNS = `r.id, v.name, v.when_source, v.body, v.source, r.state, v.version, r.live_version, v.change, r.updated_at,
  r.updated_by`;

/** The tables of one kind of rule. Every write bumps the kind's row of `rules_state`, by which replicas notice it. */
export class VersionedRules<B extends object> {
  constructor(readonly kind: RuleKind) {}

  /**
   * What changes with every change of a rule of this kind. A version that was read inside of a transaction which was then rolled
   * back is another state than the version of the same number that came instead.
   */
  async state(tx: Queryable): Promise<{ readonly state: string; readonly version: number }> {
    const [row] = await tx.query<{ state: string; version: string }[]>(
      `SELECT version::text || '/' || xmin::text AS state, version FROM rules_state WHERE kind = $1`,
      [this.kind],
    );
    return { state: row!.state, version: Number(row!.version) };
  }

  /** The newest version of a rule. */
  async find(tx: Queryable, id: string, lock?: 'update'): Promise<StoredRule<B> | undefined> {
    const locking = lock === 'update' ? ' FOR UPDATE OF r' : '';
    const [row] = await tx.query<Row<B>[]>(`${this.selecting('r.version')} WHERE r.id = $1${locking}`, [id]);
    return row && toRule(row);
  }

  /** What each rule says that decides at present, in the order of their ids. */
  async live(tx: Queryable): Promise<StoredRule<B>[]> {
    const rows = await tx.query<Row<B>[]>(`${this.selecting('r.live_version')} ORDER BY r.id`);
    return rows.map(toRule);
  }

  /** Newest versions in the order of their ids. */
  async list(
    tx: Queryable,
    asked: { readonly state?: RuleState | undefined; readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<StoredRule<B>[]> {
    const rows = await tx.query<Row<B>[]>(
      `${this.selecting('r.version')} WHERE ($1::text IS NULL OR r.state = $1) AND ($2::text IS NULL OR r.id > $2)
       ORDER BY r.id LIMIT $3`,
      [asked.state ?? null, asked.cursor ?? null, asked.limit],
    );
    return rows.map(toRule);
  }

  /** All versions, newest first. */
  async versions(tx: Queryable, id: string, limit: number): Promise<StoredRule<B>[]> {
    const rows = await tx.query<Row<B>[]>(
      `SELECT ${COLUMNS} FROM ${this.kind}_rules r JOIN ${this.kind}_rule_versions v ON v.rule_id = r.id
       WHERE r.id = $1 ORDER BY v.version DESC LIMIT $2`,
      [id, limit],
    );
    return rows.map(toRule);
  }

  /** Enters rules that are not there yet. Returns the ids of those that were entered. */
  async insert(tx: Queryable, rules: readonly StoredRule<B>[]): Promise<string[]> {
    if (rules.length === 0) return [];
    const entered = await tx.query<{ id: string }[]>(
      `INSERT INTO ${this.kind}_rules (id, state, version, live_version, updated_at, updated_by)
       SELECT * FROM unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::timestamptz[], $6::text[])
       ON CONFLICT (id) DO NOTHING RETURNING id`,
      [
        ...[rules.map(({ id }) => id), rules.map(({ state }) => state), rules.map(({ version }) => version)],
        ...[rules.map(({ liveVersion }) => liveVersion), rules.map(({ updatedAt }) => updatedAt)],
        rules.map(({ updatedBy }) => updatedBy),
      ],
    );
    const ids = new Set(entered.map(({ id }) => id));
    if (ids.size === 0) return [];
    await this.insertVersions(
      tx,
      rules.filter(({ id }) => ids.has(id)),
    );
    await this.bump(tx);
    return [...ids];
  }

  /** Adds a version to a rule that is there and locked, and takes over its state. */
  async addVersion(tx: EntityManager, rule: StoredRule<B>): Promise<void> {
    await this.insertVersions(tx, [rule]);
    await this.setState(tx, rule);
  }

  async setState(tx: EntityManager, rule: StoredRule<B>): Promise<void> {
    await tx.query(
      `UPDATE ${this.kind}_rules SET state = $2, version = $3, live_version = $4, updated_at = $5, updated_by = $6 WHERE id = $1`,
      [rule.id, rule.state, rule.version, rule.liveVersion, rule.updatedAt, rule.updatedBy],
    );
    await this.bump(tx);
  }

  private selecting(version: string): string {
    return `SELECT ${COLUMNS} FROM ${this.kind}_rules r
      JOIN ${this.kind}_rule_versions v ON v.rule_id = r.id AND v.version = ${version}`;
  }

  private async insertVersions(tx: Queryable, rules: readonly StoredRule<B>[]): Promise<void> {
    await tx.query(
      `INSERT INTO ${this.kind}_rule_versions (rule_id, version, name, when_source, body, source, change, recorded_at, actor)
       SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::jsonb[], $6::text[], $7::text[],
         $8::timestamptz[], $9::text[])`,
      [
        ...[rules.map(({ id }) => id), rules.map(({ version }) => version), rules.map(({ name }) => name)],
        ...[rules.map(({ when }) => when), rules.map(({ body }) => JSON.stringify(body))],
        ...[rules.map(({ source }) => source), rules.map(({ change }) => change)],
        ...[rules.map(({ updatedAt }) => updatedAt), rules.map(({ updatedBy }) => updatedBy)],
      ],
    );
  }

  private async bump(tx: Queryable): Promise<void> {
    await tx.query('UPDATE rules_state SET version = version + 1 WHERE kind = $1', [this.kind]);
  }
}

function toRule<B>(row: Row<B>): StoredRule<B> {
  return {
    ...{ id: row.id, name: row.name, when: row.when_source, body: row.body, source: row.source },
    ...{ state: row.state, version: row.version, liveVersion: row.live_version, change: row.change },
    ...{ updatedAt: row.updated_at, updatedBy: row.updated_by },
  };
}
