import fc from 'fast-check';
import type { FeeTerms } from './book-rules.js';
import { captured } from './captured.js';
import { factsOfOrder } from './facts-of-order.js';
import { factsOfTransaction } from './facts-of-transaction.js';
import { mergeFacts } from './merge-facts.js';
import { NOTHING_KNOWN, type OrderState } from './order-state.js';
import { processorFees } from './processor-fees.js';
import * as given from './testing/snapshots.js';

const TERMS: FeeTerms = { ppm: 29_000n, fixedMinor: 30n, chargebackMinor: 1_500n, freeGateways: new Set(['manual']) };

function fees(...facts: OrderState[]): bigint {
  const state = facts.reduce(mergeFacts, NOTHING_KNOWN);
  return processorFees(state, state.order!, captured(state, state.order!).minor, TERMS);
}
const order = (gateways: string[], total = '10000') =>
  factsOfOrder(given.order({ gateways, totals: { linesMinor: total, totalMinor: total } }), given.REAL);
const capture = (transactionId: string, amountMinor: string, gateway = 'shopify_payments') =>
  factsOfTransaction(given.transaction({ transactionId, kind: 'capture', amountMinor, gateway }), false);
const payout = (id: string, grossMinor: string, feeMinor: string): OrderState => ({
  ...NOTHING_KNOWN,
  fees: { [id]: { grossMinor, feeMinor, currency: 'USD' } },
});

describe('processor fees', () => {
  it('are 2.9 % and 0.30 of a payment', () => expect(fees(order(['shopify_payments']))).toBe(320n));

  it('are rounded half up, once for each capture', () => {
    // 2.9 % of 50.00 is 1.45; of 0.50 it is 0.0145, of 0.52 it is 0.01508.
    expect(fees(order(['x'], '5000'), capture('1', '2500'), capture('2', '2500'))).toBe(2n * (73n + 30n));
    expect(fees(order(['x'], '50'))).toBe(1n + 30n);
    expect(fees(order(['x'], '52'))).toBe(2n + 30n);
  });

  it('are kept of the rest that only the snapshot proves, as of one capture more', () => {
    expect(fees(order(['x']), capture('1', '4000'))).toBe(116n + 30n + 174n + 30n);
  });

  it.each([[['manual']], [['gift_card']], [['manual', 'gift_card']]])('are not kept by %j', (gateways) => {
    expect(fees(order(gateways))).toBe(0n);
  });

  it('are not kept of the part that came by gift card', () => {
    expect(fees(order(['gift_card', 'x']), capture('1', '4000', 'gift_card'))).toBe(174n + 30n);
  });

  it('are what a payout says they were, and terms for what it says nothing about', () => {
    const paid = [order(['x']), capture('1', '4000'), capture('2', '6000')];
    expect(fees(...paid, payout('p1/1', '10000', '299'))).toBe(299n);
    expect(fees(...paid, payout('p1/1', '4000', '111'))).toBe(111n + 174n + 30n);
    expect(fees(...paid, payout('p1/1', '4000', '111'), payout('p2/1', '6000', '190'))).toBe(301n);
  });

  it('never depend on the order in which they are told', () => {
    const facts = [order(['x']), capture('1', '4000'), capture('2', '6000'), payout('p/1', '4000', '111')];
    fc.assert(
      fc.property(fc.shuffledSubarray([...facts, ...facts], { minLength: 8 }), (told) => {
        expect(fees(...told)).toBe(fees(...facts));
      }),
    );
  });
});
