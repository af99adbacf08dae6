import type { EntityManager } from 'typeorm';
import type { OrderRevenue } from './order-revenue.js';

/** Whoever must know what orders earned, in the transaction that books it: the orders are locked. */
export abstract class RevenueFollower {
  abstract follow(tx: EntityManager, revenues: readonly OrderRevenue[]): Promise<void>;
}
