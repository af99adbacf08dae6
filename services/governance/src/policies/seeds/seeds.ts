import { readFileSync } from 'node:fs';
import type { ActName } from '@vividwalls/contracts';
import { EXPIRES_IN_S, USE_WITHIN_S, type Policy, type PolicyText } from '../policy.js';

type Written = Pick<Policy, 'id' | 'name' | 'when' | 'source'> & Partial<PolicyText> & { readonly act: ActName };

/**
 * Policies as they are delivered: the owner's rules and limits, each with where it was read. They ask for one vote; where money
 * leaves the act itself needs two.
 */
export function seededPolicies(): (PolicyText & { readonly id: string; readonly act: ActName })[] {
  const text = readFileSync(new URL('./policies.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as Written[]).map((written) => ({
    ...{ effect: 'ask', approvers: [], votes: 1 },
    ...{ expiresInS: EXPIRES_IN_S, useWithinS: USE_WITHIN_S },
    ...written,
  }));
}
