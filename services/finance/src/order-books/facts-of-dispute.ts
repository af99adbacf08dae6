import type { DisputeSnapshot } from '@vividwalls/events';
import { inUtc } from './instant.js';
import { NOTHING_KNOWN, type OrderState } from './order-state.js';

/** What one dispute tells of the order whose payment it is about. */
export function factsOfDispute(snapshot: DisputeSnapshot, testHint: boolean): OrderState {
  const { disputeId, kind, status, amountMinor, currency, initiatedAt } = snapshot;
  const dispute = { kind, status, amountMinor, currency, initiatedAt: inUtc(initiatedAt) };
  return { ...NOTHING_KNOWN, disputes: { [disputeId]: dispute }, testHint };
}
