import { Inject, Injectable } from '@nestjs/common';
import { UnitOfWork } from '@vividwalls/messaging';
import { Clock } from '@vividwalls/platform';
import { RuleError } from '@vividwalls/rules';
import { DataSource, type EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Rosters } from '../../registry/roster.js';
import { noRule, refuseRule } from '../../routing/rules/rule-faults.js';
import { activationRuleOf } from '../rules/activation-rule.js';
import { CompiledActivation } from '../rules/compiled-activation.js';
import { LiveActivationRules } from '../rules/live-activation-rules.js';
import { dryRun, type DryRunReport } from './dry-run.js';
import { PastEventReader } from './past-events.js';

/** Without a time to begin at, a week is looked at: both kinds of days are in it. */
export const DRY_RUN_LOOKS_BACK_MS = 7 * 24 * 60 * 60_000;

export interface DryRun extends DryRunReport {
  readonly id: string;
  readonly ruleId: string;
  readonly version: number;
  readonly from: string;
  readonly hasMore: boolean;
  readonly unreadable: number;
  readonly at: string;
  readonly by: string;
}

/** Tries the newest version of a rule on what happened already, and keeps what came of it. */
@Injectable()
export class DryRunDesk {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(UnitOfWork) private readonly unitOfWork: Pick<UnitOfWork, 'run'>,
    private readonly live: LiveActivationRules,
    private readonly rosters: Rosters,
    private readonly past: PastEventReader,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 404, 422 when the rule no longer is sound */
  async run(ruleId: string, asked: { from?: Date | undefined; limit: number }, actor: string): Promise<DryRun> {
    const stored = await this.live.rules.find(this.dataSource, ruleId);
    if (!stored) throw noRule(ruleId);
    const compiled = compiledOrRefused(activationRuleOf(stored));
    const now = this.clock.now();
    const from = asked.from ?? new Date(now.getTime() - DRY_RUN_LOOKS_BACK_MS);
    const { events, hasMore, unreadable } = await this.past.read(stored.body.eventType, from, asked.limit);
    const report = dryRun(compiled, events, await this.rosters.current());
    const run: DryRun = {
      ...{ id: uuidv7(), ruleId, version: stored.version, from: from.toISOString(), hasMore, unreadable },
      ...report,
      ...{ at: now.toISOString(), by: actor },
    };
    await this.unitOfWork.run((tx) => insertDryRun(tx, run));
    return run;
  }
}

/** Whether this version was tried. */
export async function wasTried(tx: EntityManager, ruleId: string, version: number): Promise<boolean> {
  const [row] = await tx.query<{ tried: boolean }[]>(
    'SELECT EXISTS (SELECT FROM activation_dry_runs WHERE rule_id = $1 AND version = $2) AS tried',
    [ruleId, version],
  );
  return row!.tried;
}

async function insertDryRun(tx: EntityManager, run: DryRun): Promise<void> {
  await tx.query(
    'INSERT INTO activation_dry_runs (id, rule_id, version, report, at, by) VALUES ($1, $2, $3, $4, $5, $6)',
    [...[run.id, run.ruleId, run.version, JSON.stringify(run), run.at, run.by]],
  );
}

function compiledOrRefused(rule: ConstructorParameters<typeof CompiledActivation>[0]): CompiledActivation {
  try {
    return new CompiledActivation(rule);
  } catch (error) {
    if (!(error instanceof RuleError)) throw error;
    refuseRule(error.faults.map(({ message, position }) => ({ pointer: '/when', message, ...position })));
    throw error;
  }
}
