import type { Order } from './order.js';
import type { Shopper } from '../shoppers/shopper.js';

export interface Customer {
  readonly id: bigint;
  readonly addressId: bigint;
  readonly shopper: Shopper;
  readonly createdAt: number;
  updatedAt: number;
  /** Oldest first. */
  readonly placed: Order[];
  /** Paid less refunded, shop currency. */
  spentMinor: bigint;
  tags: string;
  redacted: boolean;
}
