import { Inject, Injectable } from '@nestjs/common';
import { Clock, Problem, toPage, type Page } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import type { ApprovalDetails } from '../api/approval-views.js';
import type { Approval } from '../approval.js';
import { noApproval } from '../deciding/approval-problems.js';
import { findResume } from '../resume/resume-rows.js';
import { findApproval, findContents, findReplacement, findTimeline, findVotes } from '../rows/approval-rows.js';
import { changesBetween } from './changes-between.js';
import { countWaiting, cursorOf, listApprovals, readCursor, type Inbox, type InboxCount } from './inbox-rows.js';

/** What expires within this time is soon. */
const SOON_MS = 3_600_000;

/** Reads approvals for people who decide. */
@Injectable()
export class ApprovalReading {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** @throws Problem 400 for a cursor that no page had */
  async page(asked: Omit<Inbox, 'cursor'> & { readonly cursor?: string | undefined }): Promise<Page<Approval>> {
    const cursor = asked.cursor === undefined ? undefined : readCursor(asked.cursor);
    if (asked.cursor !== undefined && !cursor) throw new Problem(400, 'Bad cursor', 'There is no such page.');
    const found = await listApprovals(this.dataSource, { ...asked, cursor, limit: asked.limit + 1 });
    return toPage(found, asked.limit, cursorOf);
  }

  counts(actor: string): Promise<InboxCount[]> {
    return countWaiting(this.dataSource, actor, new Date(this.clock.now().getTime() + SOON_MS));
  }

  /** @throws Problem 404 */
  async details(id: string): Promise<ApprovalDetails> {
    const approval = await findApproval(this.dataSource, id);
    if (!approval) throw noApproval(id);
    const [contents, votes, timeline, replacedBy, resume] = await Promise.all([
      findContents(this.dataSource, id),
      findVotes(this.dataSource, id),
      findTimeline(this.dataSource, id),
      findReplacement(this.dataSource, approval.key),
      findResume(this.dataSource, id),
    ]);
    const { before, after } = contents;
    const changes = before === null || after === null ? null : changesBetween(before, after);
    return { approval, ...contents, changes, votes, timeline, replacedBy, resume };
  }
}
