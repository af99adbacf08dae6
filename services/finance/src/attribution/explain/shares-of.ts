import type { OrderShare, TouchCredited } from '@vividwalls/contracts';
import { percent } from '../../reports/decimal-ratio.js';

type Credited = Pick<TouchCredited, 'touchId' | 'agentId' | 'amountMinor' | 'weight'>;

/**
 * What each agent gets of an order, the largest share first; touches that name none stand together. Shares are told of the weights, so
 * that they are right where the order came to nothing, too.
 */
export function sharesOf(touches: readonly Credited[]): OrderShare[] {
  const sum = (of: readonly Credited[], field: 'amountMinor' | 'weight'): bigint =>
    of.reduce((total, touch) => total + BigInt(touch[field]), 0n);
  const all = sum(touches, 'weight');
  return [...Map.groupBy(touches, ({ agentId }) => agentId)]
    .map(([agentId, own]) => ({ agentId, own, weight: sum(own, 'weight') }))
    .sort((a, b) => compare(b.weight, a.weight) || compare(a.agentId ?? '', b.agentId ?? ''))
    .map(({ agentId, own, weight }) => ({
      ...{ agentId, amountMinor: sum(own, 'amountMinor').toString(), sharePercent: percent(weight, all) },
      touchIds: own.map(({ touchId }) => touchId),
    }));
}

const compare = <T extends bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);
