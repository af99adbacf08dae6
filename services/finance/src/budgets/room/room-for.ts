import type { RoomAnswer } from '@vividwalls/contracts';
import type { BudgetAccount } from '../budget-account.js';
import { remainingMinor } from '../budget-balance.js';
import { scopesOf } from '../budget-scope.js';
import { decideSpends } from '../spend/decide-spends.js';
import type { SpendRequest } from '../spend/spend-request.js';

/** What a request would be told at this moment, and what it would be told were nothing held any more. */
export function roomFor(request: SpendRequest, inForce: ReadonlyMap<string, BudgetAccount>, day: string): RoomAnswer {
  const free = new Map([...inForce].map(([scope, budget]) => [scope, { ...budget, reservedMinor: 0n }]));
  const [now] = decideSpends([request], inForce, day);
  const [settled] = decideSpends([request], free, day);
  const left = scopesOf(request)
    .flatMap((scope) => inForce.get(scope) ?? [])
    .filter(({ limit }) => limit === 'hard')
    .map(remainingMinor);
  return {
    ...{ hasRoom: now!.verdict !== 'refused', hasRoomOnceSettled: settled!.verdict !== 'refused' },
    leftMinor: left.length === 0 ? null : left.reduce((a, b) => (a < b ? a : b)).toString(),
    reason: now!.reason,
  };
}
