/** Real orders that should be at the printer by now and are not, as a part of a statement. @param now of the statement, `$1` */
export const lateOrders = (now: string): string =>
  `FROM order_fulfilments WHERE NOT test AND due_at <= ${now}
     AND handed_over_at IS NULL AND closed_at IS NULL AND stopped_at IS NULL`;
