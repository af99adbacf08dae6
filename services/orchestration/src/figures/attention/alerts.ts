import type { Counted } from '../work-figures.js';
import type { AttentionItem } from './attention.js';

/** How many alerts there are; not known where one of them could not be asked. Notes are none. */
export function alertsAmong(items: readonly Pick<AttentionItem, 'severity' | 'count'>[]): Counted {
  if (items.some(({ count }) => count === null)) return { value: null, reason: 'not all of them could be asked' };
  return { value: String(items.filter(({ severity }) => severity !== 'note').length), reason: null };
}

/** Until when a task was to wait is not kept once it goes on: what was overdue at a time is not known afterwards. */
export const NO_ALERTS_OF_BEFORE: Counted = { value: null, reason: 'nothing keeps which tasks were overdue then' };
