import { financialStatus, orderTotals } from '../orders/order-totals.js';
import type { Order } from '../orders/order.js';
import type { Shopper } from '../shoppers/shopper.js';
import { trueCredit, type Touch } from '../shoppers/journey.js';
import type { GroundTruth, TrueDelivery, TrueOrder, TrueShopper, TrueTouch } from './ground-truth.js';

const touchFacts = (touch: Touch): TrueTouch => ({
  id: touch.id,
  at: new Date(touch.at).toISOString(),
  agent: touch.agent,
  channel: touch.channel,
  campaign: touch.campaign,
  effectMicros: touch.effectMicros,
});

/** Writes down what really happens while it does. */
export class TruthBook {
  private readonly shoppers = new Map<string, TrueShopper>();
  private readonly orders = new Map<bigint, TrueOrder>();

  constructor(readonly truth: GroundTruth) {}

  /** @param touches of a visit that ends without an order */
  visited(shopper: Shopper, touches: readonly Touch[]): void {
    this.entry(shopper).touches.push(...touches.map(touchFacts));
  }

  known(shopper: Shopper, customerId: bigint): void {
    this.entry(shopper).customerId = customerId.toString();
  }

  ordered(order: Order): void {
    const { shopper } = order;
    this.entry(shopper).orderIds.push(order.id.toString());
    const facts: TrueOrder = {
      orderId: order.id.toString(),
      name: `#${1000 + order.number}`,
      shopperId: shopper.id,
      test: shopper.testReason !== null,
      testReason: shopper.testReason,
      createdAt: new Date(order.createdAt).toISOString(),
      currency: order.currencies.shop,
      presentmentCurrency: order.currencies.shown,
      financialStatus: 'pending',
      cancelled: false,
      paidMinor: '0',
      refundedMinor: '0',
      netMinor: '0',
      presentmentPaidMinor: '0',
      presentmentRefundedMinor: '0',
      edits: 0,
      refunds: 0,
      disputed: false,
      touches: order.touches.map(touchFacts),
      creditBps: trueCredit(order.touches),
    };
    this.orders.set(order.id, facts);
    this.truth.orders.push(facts);
    this.changed(order);
  }

  /** Call after anything moved an order's money or state. */
  changed(order: Order): void {
    const facts = this.orders.get(order.id)!;
    const totals = orderTotals(order);
    facts.financialStatus = financialStatus(order, totals);
    facts.cancelled = order.cancelledAt !== null;
    facts.paidMinor = totals.paid.shop.toString();
    facts.refundedMinor = totals.refunded.shop.toString();
    facts.netMinor = (totals.paid.shop - totals.refunded.shop).toString();
    facts.presentmentPaidMinor = totals.paid.shown.toString();
    facts.presentmentRefundedMinor = totals.refunded.shown.toString();
    facts.refunds = order.refunds.length;
  }

  edited(order: Order): void {
    this.orders.get(order.id)!.edits += 1;
  }

  disputed(order: Order): void {
    this.orders.get(order.id)!.disputed = true;
  }

  sent(one: TrueDelivery): TrueDelivery {
    this.truth.deliveries.push(one);
    return one;
  }

  private entry(shopper: Shopper): TrueShopper {
    let entry = this.shoppers.get(shopper.id);
    if (!entry) {
      entry = {
        id: shopper.id,
        kind: shopper.kind,
        intent: shopper.intent,
        customerId: null,
        orderIds: [],
        touches: [],
      };
      this.shoppers.set(shopper.id, entry);
      this.truth.shoppers.push(entry);
    }
    return entry;
  }
}
