import type { InventoryLevelChanged, OrderPaid, RefundCreated } from '@vividwalls/events';
import type { EventEnvelope } from '@vividwalls/messaging';

/** A paid order of one framed print for 207.48. */
export function paidOrder(orderId: string, fields: Partial<OrderPaid['order']> = {}): OrderPaid {
  const totals = {
    ...{ linesMinor: '19900', discountsMinor: '0', subtotalMinor: '19900', shippingMinor: '800', taxMinor: '48' },
    ...{ tipMinor: '0', dutiesMinor: '0', additionalFeesMinor: '0', totalMinor: '20748', currentTotalMinor: '20748' },
    outstandingMinor: '0',
  };
  return {
    order: {
      ...{ orderId, name: `#${orderId}`, currency: 'USD', financialStatus: 'paid', tags: [], taxesIncluded: false },
      ...{ createdAt: '2026-11-20T14:00:00.000Z', updatedAt: '2026-11-20T14:05:00.000Z', totals },
      ...{ customerId: '207119551', countryCode: 'US', shipping: [], discountCodes: [], gateways: [], refunds: [] },
      lines: [
        {
          ...{ lineId: '1', sku: 'VW-ECHO-24', title: 'Vivid Echo', variantTitle: '24x36 / Canvas', quantity: 1 },
          ...{ currentQuantity: 1, unitPriceMinor: '19900', discountMinor: '0', taxMinor: '0', giftCard: false },
        },
      ],
      origin: { utm: {}, noteAttributes: [] },
      ...fields,
    },
  };
}

export function refund(orderId: string, note?: string): RefundCreated {
  return {
    refund: {
      ...{ refundId: `r-${orderId}`, orderId, createdAt: '2026-11-21T09:00:00.000Z', restock: true },
      ...(note !== undefined && { note }),
      ...{ shipping: [], adjustments: [], dutiesMinor: '0', additionalFeesMinor: '0', transactions: [] },
      lines: [
        {
          ...{ refundLineId: '1', lineId: '1', quantity: 1, restockType: 'return' },
          ...{ subtotalMinor: '19900', taxMinor: '48' },
        },
      ],
    },
  };
}

export const stock = (inventoryItemId: string, available?: number): InventoryLevelChanged => ({
  ...{ inventoryItemId, locationId: '7', updatedAt: '2026-11-20T14:05:00.000Z' },
  ...(available !== undefined && { available }),
});

/** An event as handlers get it. */
export const envelope = <T extends object>(
  type: string,
  data: T,
  fields: Partial<EventEnvelope<T>> = {},
): EventEnvelope<T> => ({
  ...{ specversion: '1.0', id: 'e1', source: 'vividwalls/gateway', type, subject: 's', version: 1 },
  ...{ time: '2026-11-20T14:05:00.000Z', correlationid: 'c1', causationid: 'd1', actor: 'shopify:shop' },
  ...{ test: false, shop: 'vividwalls.myshopify.com', datacontenttype: 'application/json', data },
  ...fields,
});
