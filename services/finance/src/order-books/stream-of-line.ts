import type { LineFact, OrderDetails } from './order-state.js';

export const STREAMS = ['direct', 'limited_edition', 'commercial'] as const;
export type RevenueStream = (typeof STREAMS)[number];

export const STREAM_FIELDS = ['sku', 'title', 'variant', 'product', 'order_tag', 'source', 'quantity'] as const;

/** A line that matches is of this stream. */
export interface StreamRule {
  readonly stream: RevenueStream;
  readonly field: (typeof STREAM_FIELDS)[number];
  /**
   * Found anywhere in sku, title or variant; equal to a tag, the product's id or the source; a whole number for the least
   * quantity. Case does not matter.
   */
  readonly value: string;
}

/** The stream of a line's revenue: that of the first rule that matches, else direct. */
export function streamOf(line: LineFact, order: OrderDetails, rules: readonly StreamRule[]): RevenueStream {
  return rules.find((rule) => matches(rule, line, order))?.stream ?? 'direct';
}

function matches({ field, value }: StreamRule, line: LineFact, order: OrderDetails): boolean {
  const wanted = value.toLowerCase();
  const holds = (text: string | undefined) => text?.toLowerCase().includes(wanted) ?? false;
  switch (field) {
    case 'sku':
      return holds(line.sku);
    case 'title':
      return holds(line.title);
    case 'variant':
      return holds(line.variant);
    case 'product':
      return line.productId === value;
    case 'order_tag':
      return order.tags.some((tag) => tag.toLowerCase() === wanted);
    case 'source':
      return order.source?.toLowerCase() === wanted;
    case 'quantity':
      return line.quantity >= Number(value);
  }
}
