import { settlement, type Movement } from '../budget-balance.js';
import { heldMinor } from './spend-request.js';
import { isOverdue, type Spend } from './spend.js';

/** Who ends what nobody ended in time. */
const CLOCKWORK = 'system';

/** The spends among these whose hold is over, as they are once it is ended. */
export function endOverdue(spends: Iterable<Spend>, now: Date): Spend[] {
  return [...spends]
    .filter((spend) => isOverdue(spend, now))
    .map((spend) => ({ ...spend, state: 'expired', settledAt: now }));
}

/** What of each of its budgets moves when a spend ends. `spend` is as it is afterwards. */
export function settlements(spend: Spend, actor: string = CLOCKWORK): Movement[] {
  const kind = spend.state as 'committed' | 'released' | 'expired';
  const held = heldMinor(spend);
  return spend.budgetIds.map((id) =>
    settlement(id, kind, held, spend.actualMinor ?? 0n, { actor, reference: spend.key }),
  );
}
