import { Injectable } from '@nestjs/common';
import { Outbox, UnitOfWork } from '@vividwalls/messaging';
import { Clock, once, Problem, type KeyedRequest } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { plannedMigrations, type PlannedMigration } from '../../registry/planned-migrations.js';
import { assertExpected } from '../../registry/registry-problems.js';
import { Rosters } from '../../registry/roster.js';
import type { MigrationState } from '../assignment.js';
import { DEFAULT_EXCLUDED, type ExcludedKind } from '../excluded-work.js';
import { gateEvidence, obstaclesOf } from '../gates/gate-evidence.js';
import { allPassed, findingsOf, overrule } from '../gates/gates.js';
import { move, type MigrationStep } from '../migration-machine.js';
import { bumpConsolidation, findMigration, insertMigrations, insertMoves, updateMigration } from '../migration-rows.js';
import { changeSettings, readSettings, type ChangedSettings } from '../migration-settings.js';
import type { Migration } from '../migration.js';
import { migrationMoved } from './migration-events.js';
import { MigrationMover } from './migration-mover.js';
import {
  gatesNotPassed,
  moveRefused,
  noMigration,
  notPossible,
  onlyPeople,
  reasonMissing,
  seenOtherwise,
} from './migration-problems.js';
import { settingChanges, type SettableParts } from './settings-changes.js';
import { tellSettings } from './tell-settings.js';

/** Who asks, and the request's key. */
export interface AskedBy {
  readonly actor: string;
  readonly keyed?: KeyedRequest | undefined;
}

/** A step forward that somebody asks for. */
export interface Advance {
  /** The state that they saw: two who ask at once are not two steps. */
  readonly from: MigrationState;
  readonly reason?: string | undefined;
  /** Goes forward although gates say no. Needs a reason. */
  readonly overrule?: boolean | undefined;
}

/** What of a migration a person can set. What is left out stays. */
export interface MigrationChange extends ChangedSettings {
  readonly excluded?: readonly ExcludedKind[];
  readonly isAutomatic?: boolean;
}

/** What a migration begins with when nobody says otherwise. */
const USUAL: SettableParts = { settings: {}, excluded: DEFAULT_EXCLUDED, isAutomatic: true };

/** Plans migrations and moves them, at the word of a person. What is decided on is locked until it is written. */
@Injectable()
export class MigrationDesk {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly rosters: Rosters,
    private readonly mover: MigrationMover,
  ) {}

  /**
   * Plans every migration that the roster asks for and that there isn't yet.
   * @param beginning settings that the new ones begin with
   * @returns how many are new
   */
  async planAll({ actor, keyed }: AskedBy, beginning: MigrationChange = {}): Promise<{ planned: number }> {
    onlyPeople(actor);
    return this.unitOfWork.run((tx) =>
      once(tx, keyed, this.clock.now(), async () => {
        const planned = plannedMigrations(await this.rosters.current(tx));
        return { planned: (await this.insert(tx, planned, 'what the roster asks for', actor, beginning)).length };
      }),
    );
  }

  /** Plans one, or plans one again that was rolled back. @throws Problem 403, 409, 422 */
  async plan(asked: PlannedMigration, reason: string, { actor, keyed }: AskedBy): Promise<Migration> {
    onlyPeople(actor);
    return this.written(keyed, async (tx) => {
      const roster = await this.rosters.current(tx);
      notPossible(obstaclesOf(asked, roster));
      const [made] = await this.insert(tx, [asked], reason, actor);
      if (made) return made.id;
      const known = await findByTarget(tx, asked);
      await this.step(tx, known, 'plan', { reason, actor });
      return known;
    });
  }

  /** @throws Problem 403, 404, 422, 409 when the state has changed, leads nowhere, or gates say no */
  async advance(id: string, asked: Advance, { actor, keyed }: AskedBy): Promise<Migration> {
    onlyPeople(actor);
    if (asked.overrule && asked.reason === undefined) throw reasonMissing();
    return this.written(keyed, async (tx) => {
      await this.advanceNow(tx, id, asked, actor);
      return id;
    });
  }

  /** The legacy agent acts again, from the next claim of work on. @throws Problem 403, 404, 409 */
  async rollBack(id: string, reason: string, { actor, keyed }: AskedBy): Promise<Migration> {
    onlyPeople(actor);
    return this.written(keyed, async (tx) => {
      await this.step(tx, id, 'roll_back', { reason, actor });
      return id;
    });
  }

  /**
   * Sets it otherwise, with who did it and what it was before. What is set already is no change.
   * @param expectedVersion the version that they saw; undefined when they don't mind
   * @throws Problem 403, 404, 409 when it is another by now
   */
  async change(
    id: string,
    changed: MigrationChange,
    { actor, keyed }: AskedBy,
    expectedVersion?: number,
  ): Promise<Migration> {
    onlyPeople(actor);
    return this.written(keyed, async (tx) => {
      const migration = await locked(tx, id);
      if (expectedVersion !== undefined) assertExpected('The migration', migration.version, expectedVersion);
      await this.changeNow(tx, migration, changed, actor);
      return id;
    });
  }

  private async changeNow(tx: EntityManager, before: Migration, changed: MigrationChange, actor: string) {
    const { excluded = before.excluded, isAutomatic = before.isAutomatic } = changed;
    const settings = changeSettings(before.settings as ChangedSettings, changed) as Migration['settings'];
    const kinds = excluded.map(({ name, when }) => ({ name, when }));
    const after: Migration = { ...before, settings, excluded: kinds, isAutomatic, version: before.version + 1 };
    const changes = settingChanges(before as SettableParts, after as SettableParts);
    if (changes.length === 0) return;
    await updateMigration(tx, after);
    await tellSettings(tx, this.outbox, [{ migration: after, changes }], { actor, at: this.clock.now() });
    await bumpConsolidation(tx);
  }

  private async advanceNow(tx: EntityManager, id: string, asked: Advance, actor: string): Promise<void> {
    const migration = await locked(tx, id);
    if (migration.state !== asked.from) throw seenOtherwise(migration, asked.from);
    const outcome = move(migration.state, 'advance');
    if (!outcome.ok) throw moveRefused(migration, outcome.reason);
    const roster = await this.rosters.current(tx);
    const evidence = await gateEvidence(tx, migration, roster);
    const measured = findingsOf(migration.state, evidence, readSettings(migration.settings).gates);
    const findings = asked.overrule ? overrule(measured) : measured;
    if (!allPassed(findings)) throw gatesNotPassed(migration, findings);
    const reason = asked.reason ?? 'every gate passed';
    await this.mover.move(tx, migration, { to: outcome.to, reason, findings, actor }, roster);
  }

  private async step(
    tx: EntityManager,
    id: string,
    step: MigrationStep,
    { reason, actor }: { readonly reason: string; readonly actor: string },
  ): Promise<void> {
    const migration = await locked(tx, id);
    const outcome = move(migration.state, step);
    if (!outcome.ok) throw moveRefused(migration, outcome.reason);
    const roster = await this.rosters.current(tx);
    await this.mover.move(tx, migration, { to: outcome.to, reason, findings: [], actor }, roster);
  }

  private async insert(
    tx: EntityManager,
    planned: readonly PlannedMigration[],
    reason: string,
    actor: string,
    { excluded = DEFAULT_EXCLUDED, isAutomatic = true, ...beginning }: MigrationChange = {},
  ): Promise<Migration[]> {
    const at = this.clock.now();
    const settings = changeSettings({}, beginning) as Migration['settings'];
    const kinds = excluded.map(({ name, when }) => ({ name, when }));
    const migrations = planned.map((one): Migration => ({
      ...{ id: uuidv7(), ...one, state: 'planned', stateSince: at, run: 1, version: 1, settings },
      ...{ excluded: kinds, isAutomatic, createdAt: at, createdBy: actor },
    }));
    const added = await insertMigrations(tx, migrations);
    const made = migrations.filter(({ id }) => added.has(id));
    if (made.length === 0) return [];
    const first = { version: 1, from: null, to: 'planned', reason, findings: [], actor, at } as const;
    await insertMoves(
      tx,
      made.map(({ id }) => ({ ...first, migrationId: id })),
    );
    await this.outbox.append(
      tx,
      made.map((one) => migrationMoved(one, first)),
    );
    const changes = settingChanges(USUAL, { settings: beginning, excluded: kinds, isAutomatic });
    const set = changes.length === 0 ? [] : made.map((migration) => ({ migration, changes }));
    await tellSettings(tx, this.outbox, set, { actor, at });
    await bumpConsolidation(tx);
    return made;
  }

  private written(keyed: KeyedRequest | undefined, work: (tx: EntityManager) => Promise<string>): Promise<Migration> {
    return this.unitOfWork.run(async (tx) => {
      const { id } = await once(tx, keyed, this.clock.now(), async () => ({ id: await work(tx) }));
      return found(id, await findMigration(tx, id));
    });
  }
}

/** @throws Problem 404 */
export function found(id: string, migration: Migration | undefined): Migration {
  if (!migration) throw noMigration(id);
  return migration;
}

/** Nobody else moves it then. Ends of tasks, whose evidence names it, are not kept waiting, nor keep it waiting. */
const locked = async (tx: EntityManager, id: string): Promise<Migration> =>
  found(id, await findMigration(tx, id, 'FOR NO KEY UPDATE'));

async function findByTarget(tx: EntityManager, { targetAgentId, personaId }: PlannedMigration): Promise<string> {
  const rows = await tx.query<{ id: string }[]>(
    'SELECT id FROM agent_migrations WHERE target_agent_id = $1 AND persona_id = $2',
    [targetAgentId, personaId],
  );
  const id = rows[0]?.id;
  if (id === undefined) throw new Problem(409, 'Changed meanwhile', 'Somebody plans it at this moment; ask again.');
  return id;
}
