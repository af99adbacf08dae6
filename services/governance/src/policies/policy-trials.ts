import { Inject, Injectable } from '@nestjs/common';
import type { ActFacts, ActName } from '@vividwalls/contracts';
import { Clock } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { pastActs } from '../approvals/past-acts.js';
import { dryRun, withDraft, type PolicyDryRun } from './dry-run.js';
import { explainAct, type ExplainedPolicy } from './explain-act.js';
import { FourEyes } from './four-eyes.js';
import { LivePolicies } from './live-policies.js';
import type { Policy } from './policy.js';
import { noPolicy } from './policy-faults.js';
import { findPolicy } from './policy-rows.js';
import { ruleOnAct, type Ruling } from './rule-on-act.js';

/** An act to be tried on the policies; nothing is asked. */
export interface TriedAct {
  readonly act: ActName;
  readonly facts: ActFacts;
  readonly subject: string;
  readonly asker: string;
  /** A policy whose newest version is taken as if it were live. */
  readonly withDraftOf?: string | undefined;
}

/** Tries policies without doing anything. */
@Injectable()
export class PolicyTrials {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly live: LivePolicies,
    private readonly clock: Clock,
    private readonly fourEyes: FourEyes,
  ) {}

  /** @throws Problem 404 */
  async test(tried: TriedAct): Promise<{ readonly ruling: Ruling; readonly explained: readonly ExplainedPolicy[] }> {
    const live = await this.live.current(this.dataSource);
    const policies =
      tried.withDraftOf === undefined ? live : withDraft(live, await this.found(tried.withDraftOf), this.live.rules);
    const [known, now] = [{ ...tried, test: false }, this.clock.now()];
    const ruling = ruleOnAct(policies, known, now, this.fourEyes.leastVotes);
    return { ruling, explained: explainAct(policies, known, now) };
  }

  /** The newest version on the newest acts that were asked about. @throws Problem 404 */
  async dryRun(id: string, acts: number): Promise<PolicyDryRun> {
    const policy = await this.found(id);
    const past = await pastActs(this.dataSource, policy.act, acts);
    const live = await this.live.current(this.dataSource);
    return dryRun(live, policy, this.live.rules, past, this.fourEyes.leastVotes);
  }

  private async found(id: string): Promise<Policy> {
    const policy = await findPolicy(this.dataSource, id);
    if (!policy) throw noPolicy(id);
    return policy;
  }
}
