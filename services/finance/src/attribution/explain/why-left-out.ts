import type { LeftOutReason } from '../credits/considered-touches.js';
import { MOST_TOUCHES } from '../credits/considered-touches.js';

/** One sentence on why a touch that is tied to an order gets nothing of it. */
export function whyLeftOut(reason: LeftOutReason | 'arriving', lookbackDays: number): string {
  switch (reason) {
    case 'test':
      return 'it was a test, and tests never count';
    case 'other_shop':
      return 'it belongs to another shop';
    case 'after_order':
      return 'it happened after the order';
    case 'too_old':
      return `it happened more than ${lookbackDays} days before the order`;
    case 'too_many':
      return `the order has more than ${MOST_TOUCHES} touches, of which the newest count`;
    case 'told_too_late':
      return 'it was told after the order was closed, and is only noted';
    case 'arriving':
      return 'it was told just now: the order will be looked at again in a moment';
  }
}
