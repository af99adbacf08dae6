import type { OrderLine, OrderSnapshot, OrderTotals, RefundSnapshot, TransactionSnapshot } from '@vividwalls/events';

// Snapshots for specs: a plain paid order, a refund and a transaction, to be varied by what a spec is about.

/** What an envelope says of a real order, and of a test's. */
export const REAL = { test: false, version: 0 };
export const TEST = { test: true, version: 0 };

export const ORDER_ID = '450789469';

export function line(fields: Partial<OrderLine> = {}): OrderLine {
  return {
    lineId: '466157049',
    title: 'Vivid Mosaic No. 3',
    quantity: 1,
    currentQuantity: 1,
    unitPriceMinor: '19900',
    discountMinor: '0',
    taxMinor: '0',
    giftCard: false,
    ...fields,
  };
}

export type OrderFields = Partial<Omit<OrderSnapshot, 'totals'>> & { totals?: Partial<OrderTotals> };

/** A paid order of 199.00 USD without tax or shipping, unless `fields` say otherwise. */
export function order({ totals, ...fields }: OrderFields = {}): OrderSnapshot {
  const total = totals?.totalMinor ?? '19900';
  return {
    orderId: ORDER_ID,
    name: '#1001',
    currency: 'USD',
    financialStatus: 'paid',
    createdAt: '2026-03-01T10:00:00-05:00',
    updatedAt: '2026-03-01T10:00:00-05:00',
    tags: [],
    taxesIncluded: false,
    lines: [line()],
    shipping: [],
    discountCodes: [],
    gateways: ['bogus'],
    refunds: [],
    origin: { utm: {}, noteAttributes: [] },
    totals: {
      linesMinor: '19900',
      discountsMinor: '0',
      subtotalMinor: '19900',
      shippingMinor: '0',
      taxMinor: '0',
      tipMinor: '0',
      dutiesMinor: '0',
      additionalFeesMinor: '0',
      totalMinor: total,
      currentTotalMinor: total,
      outstandingMinor: '0',
      ...totals,
    },
    ...fields,
  };
}

export function refund(fields: Partial<RefundSnapshot> = {}): RefundSnapshot {
  return {
    refundId: '509562969',
    orderId: ORDER_ID,
    createdAt: '2026-03-05T09:00:00Z',
    restock: true,
    currency: 'USD',
    lines: [],
    shipping: [],
    adjustments: [],
    dutiesMinor: '0',
    additionalFeesMinor: '0',
    transactions: [],
    ...fields,
  };
}

export function transaction(fields: Partial<TransactionSnapshot> = {}): TransactionSnapshot {
  return {
    transactionId: '179259969',
    orderId: ORDER_ID,
    kind: 'refund',
    status: 'success',
    gateway: 'bogus',
    amountMinor: '19900',
    currency: 'USD',
    gatewayTest: false,
    createdAt: '2026-03-05T09:00:00Z',
    ...fields,
  };
}

/**
 * The order of the public webhook samples: three lines of 199.00 with 10.00 off across them, 11.94 tax, paid; two lines
 * taken back (391.33 and 7.96 tax) for only 209.00 returned, nothing explaining the difference; then cancelled.
 */
export function sampleRefund(): RefundSnapshot {
  return refund({
    lines: [
      {
        refundLineId: '1',
        lineId: '703073504',
        quantity: 1,
        restockType: 'x',
        subtotalMinor: '19566',
        taxMinor: '398',
      },
      {
        refundLineId: '2',
        lineId: '466157049',
        quantity: 1,
        restockType: 'x',
        subtotalMinor: '19567',
        taxMinor: '398',
      },
    ],
    transactions: [transaction({ amountMinor: '20900' })],
  });
}

export function sampleCancelledOrder(): OrderSnapshot {
  return order({
    financialStatus: 'partially_refunded',
    cancelledAt: '2026-03-06T00:00:00Z',
    updatedAt: '2026-03-06T00:00:00Z',
    lines: ['466157049', '518995019', '703073504'].map((lineId) => line({ lineId })),
    totals: {
      linesMinor: '59700',
      discountsMinor: '1000',
      subtotalMinor: '59700',
      taxMinor: '1194',
      totalMinor: '59894',
      currentTotalMinor: '19965',
      outstandingMinor: '0',
    },
    refunds: [sampleRefund()],
  });
}

/** A refund of money alone, of the same order. */
export function sampleSecondRefund(): RefundSnapshot {
  return refund({
    refundId: '929361472',
    createdAt: '2026-03-06T00:07:00Z',
    restock: false,
    lines: [
      { refundLineId: '3', lineId: '518995019', quantity: 1, restockType: 'x', subtotalMinor: '0', taxMinor: '0' },
    ],
    transactions: [transaction({ transactionId: '1068278526', amountMinor: '4194' })],
  });
}
