import { createHmac, timingSafeEqual } from 'node:crypto';

/** A SHA-256 digest in base64. */
const SIGNATURE_CHARACTERS = 44;

/**
 * Whether `X-Shopify-Hmac-Sha256` is the base64 HMAC-SHA256 of the raw body under one of the secrets. Several secrets are
 * valid at once while one is rotated. The comparison takes the same time wherever the difference lies, and every secret is
 * tried, so that the time tells neither the signature nor which secret matched.
 *
 * An empty secret is skipped: anyone can sign with it.
 *
 * @param rawBody the bytes as received; a body that was parsed and written again has another signature
 */
export function verifyShopifyHmac(
  rawBody: Uint8Array,
  signature: string | undefined,
  secrets: readonly string[],
): boolean {
  const given = Buffer.from(signature?.trim() ?? '', 'latin1');
  if (given.length !== SIGNATURE_CHARACTERS) return false;
  let valid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = Buffer.from(createHmac('sha256', secret).update(rawBody).digest('base64'), 'latin1');
    valid = timingSafeEqual(expected, given) || valid;
  }
  return valid;
}
