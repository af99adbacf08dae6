/** Whoever it was, by as many marks as are known. */
export interface Identity {
  readonly customerId?: string | undefined;
  /** SHA-256 (hex) of the trimmed, lower-cased e-mail address. */
  readonly emailHash?: string | undefined;
  readonly checkoutToken?: string | undefined;
  readonly cartToken?: string | undefined;
  readonly sessionIds?: readonly string[];
}

/** Sessions of one order or touch that are looked at; an order with more has a theme that makes one for every page. */
const MOST_SESSIONS = 10;

/**
 * The marks of a person as keys, `customer:207119551`, sorted and each once. A touch and an order that share one are of the
 * same person. Shopify's ids and tokens are unique over all shops, and a hash is of the address alone, so that a key says
 * the same wherever it comes from.
 */
export function keysOf({ customerId, emailHash, checkoutToken, cartToken, sessionIds = [] }: Identity): string[] {
  const marks: [kind: string, value: string | undefined][] = [
    ['customer', customerId],
    ['email', emailHash?.toLowerCase()],
    ['checkout', checkoutToken],
    ['cart', cartToken],
    ...[...sessionIds]
      .sort()
      .slice(0, MOST_SESSIONS)
      .map((session): [string, string] => ['session', session]),
  ];
  return [...new Set(marks.filter(([, value]) => value).map(([kind, value]) => `${kind}:${value}`))].sort();
}
