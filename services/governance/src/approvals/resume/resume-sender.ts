import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Outbox, retryDelayMs, UnitOfWork } from '@vividwalls/messaging';
import { Clock, LOG, PeriodicWork, type Log } from '@vividwalls/platform';
import { checkedAgent, standardWebhookHeaders } from '@vividwalls/webhooks';
import { DataSource } from 'typeorm';
import type { Agent } from 'undici';
import { undeliverable } from '../approval-told.js';
import type { Approval } from '../approval.js';
import { findApproval } from '../rows/approval-rows.js';
import { ResumeAddresses } from './resume-addresses.js';
import { resumeCall } from './resume-call.js';
import { claimResumes, endResume, putOffResume, type Resume } from './resume-rows.js';

/** How often what is due is looked for. A wait node that is told a second later waits a second longer. */
const LOOK_EVERY_MS = 1_000;
/** Calls under way at once. */
const AT_ONCE = 20;
const CALL_WITHIN_MS = 10_000;
/** Longer than a call takes: who has died by then is not calling any more. */
const CLAIMED_FOR_MS = 60_000;
const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10 * 60_000;
/** A workflow that was not there for an hour is gone. */
export const GIVE_UP_AFTER_MS = 3_600_000;
const ERROR_MAX = 500;

/**
 * Tells waiting workflows of decisions, as signed Standard Webhooks. Every try has the same `webhook-id`, by which a workflow knows
 * what it was told already: it is told at least once.
 *
 * waiting ──(the approval ends)──► due ──► delivered        it answered 2xx
 *                                   │ └──► undeliverable    an hour has passed since the first try
 *                                   └────► due again, later and later
 *
 * Dies after the call and before it is written → it is told again after a minute, under the same id.
 */
@Injectable()
export class ResumeSender implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly agent: Agent;
  private readonly sending: PeriodicWork;

  constructor(
    private readonly addresses: ResumeAddresses,
    private readonly unitOfWork: UnitOfWork,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(LOG) log: Pick<Log, 'warn'>,
  ) {
    this.agent = checkedAgent(addresses.hosts);
    this.sending = new PeriodicWork({
      ...{ log, everyMs: LOOK_EVERY_MS, failure: 'waiting workflows could not be told; tried again' },
      round: async () => (await this.sendDue()) === AT_ONCE,
    });
  }

  onApplicationBootstrap(): void {
    this.sending.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sending.stop();
    await this.agent.destroy();
  }

  /** Tells those that are due. @returns how many it took at hand */
  async sendDue(): Promise<number> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + CLAIMED_FOR_MS);
    const claimed = await this.dataSource.transaction((tx) => claimResumes(tx, { now, until, limit: AT_ONCE }));
    await Promise.all(claimed.map((resume) => this.tell(resume)));
    return claimed.length;
  }

  private async tell(resume: Resume): Promise<void> {
    const { approvalId, url, attempts } = resume;
    const approval = (await findApproval(this.dataSource, approvalId))!;
    const error = await this.call(new URL(url), approval);
    const now = this.clock.now();
    await this.unitOfWork.run(async (tx) => {
      if (error === undefined) {
        await endResume(tx, approvalId, { state: 'delivered', lastError: null, at: now });
        return;
      }
      if (now.getTime() - resume.firstAt!.getTime() < GIVE_UP_AFTER_MS) {
        const delay = retryDelayMs(attempts, FIRST_DELAY_MS, LONGEST_DELAY_MS);
        await putOffResume(tx, approvalId, new Date(now.getTime() + delay), error);
        return;
      }
      await endResume(tx, approvalId, { state: 'undeliverable', lastError: error, at: now });
      await this.outbox.append(tx, [undeliverable(approval, { host: new URL(url).host, attempts, lastError: error })]);
    });
  }

  /** @returns why it was not told */
  private async call(url: URL, approval: Approval): Promise<string | undefined> {
    // The list may have become shorter since it was asked.
    const refusal = this.addresses.refusal(url.href);
    if (refusal !== undefined) return refusal.slice(0, ERROR_MAX);
    const body = Buffer.from(JSON.stringify(resumeCall(approval)));
    const seconds = Math.floor(this.clock.now().getTime() / 1_000);
    try {
      const { statusCode, body: answer } = await this.agent.request({
        ...{ origin: url.origin, path: `${url.pathname}${url.search}`, method: 'POST', body },
        signal: AbortSignal.any([this.sending.signal, AbortSignal.timeout(CALL_WITHIN_MS)]),
        headers: standardWebhookHeaders(this.addresses.secret, approval.id, seconds, body),
      });
      await answer.dump();
      return statusCode >= 200 && statusCode < 300 ? undefined : `answered ${statusCode}`;
    } catch (error) {
      return (error instanceof Error ? error.message || error.name : String(error)).slice(0, ERROR_MAX);
    }
  }
}
