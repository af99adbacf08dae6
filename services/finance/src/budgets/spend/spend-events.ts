import { SpendAuthorised, SpendRefused, SpendSettled, type SpendTold } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Spend } from './spend.js';

/** The decision on a spend; its id is the spend's own. Nothing is decided while it waits for leave. */
export function spendDecided(spend: Spend, by?: { readonly person: string; readonly eventId: string }): NewEvent[] {
  const { key, state, reason } = spend;
  const envelope = {
    subject: key,
    id: by?.eventId ?? spend.id,
    actor: by?.person ?? spend.actor,
    ...(by && { correlationid: spend.id }),
  };
  if (state === 'reserved') {
    const expiresAt = spend.expiresAt!.toISOString();
    const data = { ...told(spend), reason, expiresAt, ...(by && { approvedBy: by.person }) };
    return [{ ...envelope, event: SpendAuthorised, data }];
  }
  if (state === 'refused' || state === 'rejected') {
    const data = { ...told(spend), reason, ...(by && { rejectedBy: by.person }) };
    return [{ ...envelope, event: SpendRefused, data }];
  }
  return [];
}

/** How a spend ended. */
export function spendSettled(spend: Spend, actor: string): NewEvent<SpendSettled> {
  return {
    event: SpendSettled,
    subject: spend.key,
    correlationid: spend.id,
    actor,
    version: 1,
    data: { ...told(spend), outcome: spend.state, actualMinor: (spend.actualMinor ?? 0n).toString() },
  };
}

function told(spend: Spend): SpendTold {
  const { key, department, category, agentId, purpose, unit, amountMinor, allowanceMinor, budgetIds } = spend;
  return {
    ...{ key, department, category, agentId, purpose, unit, budgetIds: [...budgetIds] },
    ...{ amountMinor: amountMinor.toString(), allowanceMinor: allowanceMinor.toString() },
  };
}
