import type { ActName } from '@vividwalls/contracts';
import { Parameters } from '@vividwalls/persistence';
import type { Approval } from '../approval.js';
import { APPROVAL_STATES, type ApprovalState } from '../approval-machine.js';
import { APPROVAL_COLUMNS, approvalOf, type ApprovalRow, type Reader } from '../rows/approval-rows.js';

export const INBOX_ORDERS = ['newest', 'soonest'] as const;
/** `soonest`: what expires first comes first. */
export type InboxOrder = (typeof INBOX_ORDERS)[number];

/** `any`: whatever became of them. */
export const INBOX_STATES = [...APPROVAL_STATES, 'any'] as const;
export type InboxState = ApprovalState | 'any';

export interface Inbox {
  readonly state: InboxState;
  readonly act?: ActName | undefined;
  readonly asker?: string | undefined;
  readonly taskId?: string | undefined;
  /** What it is done to, or the order that its facts name. */
  readonly subject?: string | undefined;
  /** Whom it waits for: what this person may decide. */
  readonly mayDecide?: string | undefined;
  readonly order: InboxOrder;
  readonly cursor?: InboxCursor | undefined;
  readonly limit: number;
}

export interface InboxCursor {
  readonly id: string;
  readonly expiresAt: string;
}

/** What somebody may decide: not their own question, named or nobody is, and no word of theirs yet. */
const theirs = (actor: string) =>
  `a.asker <> ${actor} AND (a.approvers = '{}' OR ${actor} = ANY (a.approvers) OR ${actor} = ANY (a.delegates))
   AND NOT EXISTS (SELECT FROM approval_votes v WHERE v.approval_id = a.id AND v.voter = ${actor})`;

/** One page of approvals; only what is asked for stands in the statement, so that the index for it is found. */
export async function listApprovals(reader: Reader, inbox: Inbox): Promise<Approval[]> {
  const { state, act, asker, taskId, subject, mayDecide, order, cursor, limit } = inbox;
  const given = new Parameters();
  const where: string[] = [];
  // Written out: the indexes of what waits are for this state alone.
  if (state === 'pending') where.push(`a.state = 'pending'`);
  else if (state !== 'any') where.push(`a.state = ${given.one(state)}`);
  if (act !== undefined) where.push(`a.act = ${given.one(act)}`);
  if (asker !== undefined) where.push(`a.asker = ${given.one(asker)}`);
  if (taskId !== undefined) where.push(`a.task_id = ${given.one(taskId)}`);
  if (subject !== undefined) {
    const about = given.one(subject);
    where.push(`(a.subject = ${about} OR a.facts ->> 'orderId' = ${about})`);
  }
  if (mayDecide !== undefined) where.push(theirs(`${given.one(mayDecide)}::text`));
  if (cursor && order === 'newest') where.push(`a.id < ${given.one(cursor.id)}::uuid`);
  if (cursor && order === 'soonest') {
    where.push(`(a.expires_at, a.id) > (${given.one(cursor.expiresAt)}::timestamptz, ${given.one(cursor.id)}::uuid)`);
  }
  const rows = await reader.query<ApprovalRow[]>(
    `SELECT ${APPROVAL_COLUMNS} FROM approvals a ${where.length > 0 ? `WHERE ${where.join(' AND ')}` : ''}
     ORDER BY ${order === 'newest' ? 'a.id DESC' : 'a.expires_at, a.id'} LIMIT ${given.one(limit)}`,
    given.values,
  );
  return rows.map(approvalOf);
}

export interface InboxCount {
  readonly act: ActName;
  readonly waiting: number;
  readonly yours: number;
  readonly soon: number;
}

/** What waits, by act. @param soonBy what expires by then is counted as soon */
export async function countWaiting(reader: Reader, actor: string, soonBy: Date): Promise<InboxCount[]> {
  return reader.query<InboxCount[]>(
    `SELECT a.act, count(*)::int AS waiting, count(*) FILTER (WHERE ${theirs('$1::text')})::int AS yours,
       count(*) FILTER (WHERE a.expires_at <= $2)::int AS soon
     FROM approvals a WHERE a.state = 'pending' GROUP BY a.act ORDER BY a.act`,
    [actor, soonBy],
  );
}

const CURSOR = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const cursorOf = ({ id, expiresAt }: Approval): string => `${expiresAt.toISOString()}_${id}`;

/** Undefined when it is none that a page had. */
export function readCursor(text: string): InboxCursor | undefined {
  const [, expiresAt, id] = CURSOR.exec(text) ?? [];
  return expiresAt === undefined || id === undefined || Number.isNaN(Date.parse(expiresAt))
    ? undefined
    : { expiresAt, id };
}
