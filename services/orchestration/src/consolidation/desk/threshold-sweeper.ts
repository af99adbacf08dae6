import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock, CONFIG, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { OrchestrationConfig } from '../../orchestration.config.js';
import { Rosters } from '../../registry/roster.js';
import type { ThresholdEvidence } from '../gates/evidence.js';
import { armRevenue, windowFigures, type WindowFigures } from '../gates/figure-rows.js';
import { gateEvidence } from '../gates/gate-evidence.js';
import { allPassed, findingsOf } from '../gates/gates.js';
import { isRolledBackBy, thresholdFindings } from '../gates/thresholds.js';
import { MIGRATION_STATES } from '../assignment.js';
import { isCanary, isTargetActing, move } from '../migration-machine.js';
import { findMigration, migrationsIn } from '../migration-rows.js';
import { mayReachAlone, readSettings } from '../migration-settings.js';
import type { Migration } from '../migration.js';
import { forgetEvidence } from '../outcomes/forget-evidence.js';
import { MigrationMover, type MoveReason } from './migration-mover.js';

/** A failing target agent acts at most so much longer than its evidence needs. */
const SWEEP_EVERY_MS = 2_000;

/** Revenue comes in days: every subject is added up for it, so it is looked at less often. */
const REVENUE_EVERY_MS = 60_000;

/** Nobody waits for a step forward, and the evidence of each migration that may take one is read for it. */
const GATES_EVERY_MS = 10_000;

const MINUTE_MS = 60_000;

/** What may be forgotten is looked for so often, and in the next sweep when there is more than goes at once. */
const FORGET_EVERY_MS = 10 * MINUTE_MS;

/** Who moves what nobody asked to move. */
const CLOCKWORK = 'system';

const WATCHED = MIGRATION_STATES.filter(isTargetActing);

/** Longest reason that its event takes. */
const REASON_MAX = 1_000;

interface DueMove {
  /** As it was when it was looked at. */
  readonly migration: Migration;
  readonly why: MoveReason;
}

/** What a sweep did: ids of migrations. */
export interface Swept {
  readonly rolledBack: readonly string[];
  readonly advanced: readonly string[];
}

/**
 * Rolls migrations back whose thresholds are crossed, takes the steps forward that need no person, and forgets evidence that
 * nobody reads any more, while this process runs.
 * One replica looks at a time, by an advisory lock; each move is a transaction of its own that looks at the locked row again, so
 * that a person who moves it at the same moment is not contradicted.
 */
@Injectable()
export class ThresholdSweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly work: PeriodicWork;
  private readonly lookedAt = { revenue: -Infinity, gates: -Infinity, forgetting: -Infinity };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly rosters: Rosters,
    private readonly mover: MigrationMover,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Pick<OrchestrationConfig, 'SHOP_CURRENCY'>,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {
    this.work = new PeriodicWork({
      ...{ log, everyMs: SWEEP_EVERY_MS, failure: 'migrations were not watched; tried again' },
      round: () => this.sweep().then(() => false),
    });
  }

  onApplicationBootstrap(): void {
    this.work.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.work.stop();
  }

  /** One sweep. Migrations whose automatic is off are left alone. */
  async sweep(): Promise<Swept> {
    const now = this.clock.now();
    const isRevenueDue = this.isDue('revenue', REVENUE_EVERY_MS, now);
    const areGatesDue = this.isDue('gates', GATES_EVERY_MS, now);
    const due = await this.unitOfWork.run(async (tx) => {
      if (!(await isAlone(tx))) return [];
      const back = await this.crossed(tx, isRevenueDue);
      const ids = new Set(back.map(({ migration }) => migration.id));
      return areGatesDue ? [...back, ...(await this.ready(tx, ids))] : back;
    });
    const moved: DueMove[] = [];
    for (const one of due) if (await this.moveOne(one)) moved.push(one);
    if (this.isDue('forgetting', FORGET_EVERY_MS, now)) await this.forget(now);
    const idsOf = (isBack: boolean) =>
      moved.filter(({ why }) => (why.to === 'rolled_back') === isBack).map(({ migration }) => migration.id);
    return { rolledBack: idsOf(true), advanced: idsOf(false) };
  }

  private isDue(what: keyof ThresholdSweeper['lookedAt'], everyMs: number, now: Date): boolean {
    const isDue = now.getTime() - this.lookedAt[what] >= everyMs;
    if (isDue) this.lookedAt[what] = now.getTime();
    return isDue;
  }

  /** In a transaction of its own, after the moves: nothing is rolled back later for it, or not at all. */
  private async forget(now: Date): Promise<void> {
    try {
      const isMore = await this.unitOfWork.run(async (tx) => (await isAlone(tx)) && forgetEvidence(tx, now));
      if (isMore) this.lookedAt.forgetting = -Infinity;
    } catch (error) {
      this.log.warn('old evidence was not forgotten; tried again', { error: (error as Error).message });
    }
  }

  /** Migrations whose thresholds are crossed. */
  private async crossed(tx: EntityManager, isRevenueDue: boolean): Promise<DueMove[]> {
    const migrations = (await migrationsIn(tx, WATCHED)).filter(({ isAutomatic }) => isAutomatic);
    if (migrations.length === 0) return [];
    const watched = migrations.map((migration) => ({ migration, since: this.since(migration, 'windowMinutes') }));
    const figures = await windowFigures(tx, watched);
    const due: DueMove[] = [];
    for (const migration of migrations) {
      const evidence = await this.evidence(tx, migration, figures.get(migration.id), isRevenueDue);
      const findings = thresholdFindings(evidence, readSettings(migration.settings).thresholds);
      if (!isRolledBackBy(findings)) continue;
      const crossed = findings.filter(({ verdict }) => verdict === 'failed');
      const reason = `threshold crossed: ${crossed.map(({ finding }) => finding).join('; ')}`.slice(0, REASON_MAX);
      due.push({ migration, why: { to: 'rolled_back', reason, findings, actor: CLOCKWORK } });
    }
    return due;
  }

  /** Migrations that may go forward by themselves, and whose gates are all passed. */
  private async ready(tx: EntityManager, but: ReadonlySet<string>): Promise<DueMove[]> {
    const due: DueMove[] = [];
    const roster = await this.rosters.current(tx);
    for (const migration of await migrationsIn(tx, MIGRATION_STATES)) {
      if (!migration.isAutomatic || but.has(migration.id)) continue;
      const outcome = move(migration.state, 'advance');
      const settings = readSettings(migration.settings);
      if (!outcome.ok || !mayReachAlone(settings, outcome.to)) continue;
      const findings = findingsOf(migration.state, await gateEvidence(tx, migration, roster), settings.gates);
      if (!allPassed(findings)) continue;
      due.push({ migration, why: { to: outcome.to, reason: 'every gate passed', findings, actor: CLOCKWORK } });
    }
    return due;
  }

  /** One that can't be moved keeps no other from being rolled back. @returns whether it moved */
  private async moveOne({ migration, why }: DueMove): Promise<boolean> {
    try {
      return await this.unitOfWork.run(async (tx) => {
        const same = await unmoved(tx, migration);
        if (same) await this.mover.move(tx, same, why, await this.rosters.current(tx));
        return same !== undefined;
      });
    } catch (error) {
      const about = { migrationId: migration.id, to: why.to, error: (error as Error).message };
      this.log.warn('a migration was not moved; tried again', about);
      return false;
    }
  }

  private async evidence(
    tx: EntityManager,
    migration: Migration,
    figures: WindowFigures = { samples: 0, errors: 0, p95Ms: null },
    isRevenueDue: boolean,
  ): Promise<ThresholdEvidence> {
    if (!isRevenueDue) return figures;
    if (!isCanary(migration.state)) return { ...figures, revenue: null };
    const since = this.since(migration, 'revenueWindowMinutes');
    return { ...figures, revenue: await armRevenue(tx, { migration, since }, this.config.SHOP_CURRENCY) };
  }

  /** The beginning of a window, but not before the state: what a person has overruled does not come back to them. */
  private since({ settings, stateSince }: Migration, window: 'windowMinutes' | 'revenueWindowMinutes'): Date {
    const begins = this.clock.now().getTime() - readSettings(settings).thresholds[window] * MINUTE_MS;
    return new Date(Math.max(begins, stateSince.getTime()));
  }
}

/** The migration with its row locked, unless somebody has moved or changed it since it was looked at. */
async function unmoved(tx: EntityManager, { id, version, settings }: Migration): Promise<Migration | undefined> {
  const now = await findMigration(tx, id, 'FOR NO KEY UPDATE');
  const isSame =
    now?.version === version && now.isAutomatic && JSON.stringify(now.settings) === JSON.stringify(settings);
  return isSame ? now : undefined;
}

async function isAlone(tx: EntityManager): Promise<boolean> {
  const rows = await tx.query<{ won: boolean }[]>(
    `SELECT pg_try_advisory_xact_lock(hashtextextended('consolidation:thresholds', 0)) AS won`,
  );
  return rows[0]!.won;
}
