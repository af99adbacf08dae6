import type { Book } from '../journal/journal-entry.js';
import type { OrderState } from './order-state.js';

/** Test and owner orders never count: they have a book of their own. The order decides; until it is known, the hint. */
export function bookOf({ order, testHint }: OrderState): Book {
  return (order?.test ?? testHint) ? 'test' : 'real';
}
