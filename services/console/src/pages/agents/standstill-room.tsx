import { Money } from '../../ui/money';
import type { AgentAtWork } from './schemas';

type Room = NonNullable<NonNullable<AgentAtWork['stopped']>['room']>;

/** What its budgets have left now, and what the task that was refused needs. */
export function StandstillRoom({ of: { neededMinor, leftMinor, currency, reason } }: { readonly of: Room }) {
  return (
    <p>
      Left in its tightest budget now: <Money minor={leftMinor} currency={currency ?? ''} reason={reason} />. The task
      that was refused needs up to <Money minor={neededMinor} currency={currency ?? ''} reason={reason} />. It works
      again by itself as soon as there is room for that.
    </p>
  );
}
