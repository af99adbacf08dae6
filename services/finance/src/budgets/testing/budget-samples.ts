import type { LimitKind } from '../budget-account.js';
import type { PeriodDraft } from '../budget-desk.js';
import type { SpendRequest } from '../spend/spend-request.js';

export const OWNER = 'user:owner';

/** A budget of November's marketing; hard, in dollars. */
export function draft(allocatedMinor: bigint, given: Partial<PeriodDraft> = {}): PeriodDraft {
  return {
    ...{ department: 'marketing', category: null, agentId: null, unit: 'USD', limit: 'hard' as LimitKind },
    ...{ periodStart: '2026-11-01', periodEnd: '2026-11-30', per: 'period', thresholds: [80, 90, 100], allocatedMinor },
    ...given,
  };
}

/** Somebody's wish to spend some of it. */
export function wish(key: string, amountMinor: bigint, given: Partial<SpendRequest> = {}): SpendRequest {
  return {
    ...{ key, actor: 'agent:facebook', agentId: 'facebook', department: 'marketing', category: 'advertising' },
    ...{ unit: 'USD', purpose: 'Autumn campaign', amountMinor, allowanceMinor: 0n, expiresInS: 900 },
    ...given,
  };
}
