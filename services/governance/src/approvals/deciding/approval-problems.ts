import { Problem } from '@vividwalls/platform';
import type { Approval } from '../approval.js';
import { WAS } from '../approval-machine.js';
import type { NotTheirs } from '../may-decide.js';

export const noApproval = (id: string): Problem =>
  new Problem(404, 'No such approval', `There is no approval ${id.slice(0, 80)}.`);

/** Whoever comes second is told who came first, and what they said. */
export function endedAlready({ state, endedBy, endedAt, reason }: Approval): Problem {
  const decidedAt = endedAt?.toISOString() ?? null;
  const detail = `It ${WAS[state]} by ${endedBy.join(' and ')} at ${decidedAt}: ${reason}`;
  return new Problem(409, 'Decided already', detail, { state, decidedBy: endedBy, decidedAt, reason });
}

export function notTheirs({ why, detail }: NotTheirs): Problem {
  return new Problem(why === 'voted already' ? 409 : 403, 'Not to be decided', detail);
}
