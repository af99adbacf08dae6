import type { FeeTerms } from './book-rules.js';
import { GIFT_CARD_GATEWAY } from './captured.js';
import type { OrderFact, OrderState, TransactionFact } from './order-state.js';
import { bookAmount } from './returned-money.js';

const MILLION = 1_000_000n;

/**
 * What the processor keeps of an order's captures, minor units of the order's currency: actual fees where a payout has told
 * them, the terms for the rest. Nothing is kept of gift cards, of gateways without fees, or of money that comes back: a refund
 * does not return the fee.
 *
 * Each capture costs `amount × ppm ÷ 1,000,000`, half up, and the fixed part. Where only a snapshot proves a payment, it counts
 * as one capture.
 *
 * @param capturedMinor all that was captured, gift cards included
 */
export function processorFees(state: OrderState, order: OrderFact, capturedMinor: bigint, terms: FeeTerms): bigint {
  const isFree = (gateway: string) => gateway === GIFT_CARD_GATEWAY || terms.freeGateways.has(gateway);
  const moneyIn = Object.values(state.transactions).filter((t) => t.direction === 'in' && t.status === 'success');
  const amountOf = (transaction: TransactionFact) => bookAmount(transaction, order) ?? 0n;
  const free = moneyIn.filter(({ gateway }) => gateway !== undefined && isFree(gateway));
  const costly = moneyIn.filter((transaction) => !free.includes(transaction)).map(amountOf);

  const told = Object.values(state.fees).filter(({ currency }) => currency === order.currency);
  const actual = told.reduce((sum, { feeMinor }) => sum + BigInt(feeMinor), 0n);
  const settled = told.reduce((sum, { grossMinor }) => sum + BigInt(grossMinor), 0n);

  const onlyFree =
    moneyIn.length === 0 && (order.details?.gateways.length ?? 0) > 0 && order.details!.gateways.every(isFree);
  const through = onlyFree ? 0n : capturedMinor - free.reduce((sum, transaction) => sum + amountOf(transaction), 0n);
  if (through <= settled) return actual;
  if (settled > 0n) return actual + feeOf(through - settled, terms);
  // Transactions may not tell all that a snapshot proves; the rest is one capture more.
  const known = costly.reduce((sum, amount) => sum + amount, 0n);
  const captures = known < through ? [...costly, through - known] : costly;
  return captures.reduce((sum, amount) => sum + feeOf(amount, terms), 0n);
}

function feeOf(amountMinor: bigint, { ppm, fixedMinor }: FeeTerms): bigint {
  return amountMinor <= 0n ? 0n : (amountMinor * ppm + MILLION / 2n) / MILLION + fixedMinor;
}
