import type { ActName } from '@vividwalls/contracts';
import type { PastAct } from '../policies/dry-run.js';
import { APPROVAL_COLUMNS, approvalOf, type ApprovalRow, type Reader } from './rows/approval-rows.js';

/** Acts that were asked about, whatever the answer was; newest first. */
export async function pastActs(reader: Reader, act: ActName, limit: number): Promise<PastAct[]> {
  const rows = await reader.query<ApprovalRow[]>(
    `SELECT ${APPROVAL_COLUMNS} FROM approvals WHERE act = $1 ORDER BY id DESC LIMIT $2`,
    [act, limit],
  );
  return rows.map(approvalOf).map(({ id, facts, subject, asker, test, askedAt }) => {
    return { approvalId: id, act, facts, subject, asker, test, askedAt };
  });
}
