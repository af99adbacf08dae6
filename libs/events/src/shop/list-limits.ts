/** Most entries a fact carries per list. Lists of money or of ids are refused past it, descriptive ones are cut. */
export const LIST_LIMITS = {
  /** Shopify allows 500 lines in an order; later edits may add more. */
  lines: 5_000,
  refunds: 1_000,
  transactions: 1_000,
  /** Ids named by a privacy request: every order a customer ever placed. */
  orderIds: 50_000,
  /** Shopify allows 2,048 variants of a product. */
  variants: 2_500,
  optionValues: 2_500,
  /** Shopify allows 250 tags. */
  tags: 250,
  noteAttributes: 100,
  gateways: 50,
  trackingNumbers: 100,
  currencies: 300,
} as const;
