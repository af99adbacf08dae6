/** Longest name DNS has (RFC 1035 §2.3.4), in text without the root's dot. */
const MAX_CHARACTERS = 253;

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HOSTNAME = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);

/**
 * A store's domain as `X-Shopify-Shop-Domain` gives it, in the one form used everywhere: lower case, no surrounding
 * space, no root dot. Undefined when it is not a hostname (a scheme, a port, a path, or text that would end up in logs
 * and subjects).
 */
export function normaliseShopDomain(text: string | undefined): string | undefined {
  const domain = text?.trim().toLowerCase().replace(/\.$/, '');
  return domain !== undefined && domain.length <= MAX_CHARACTERS && HOSTNAME.test(domain) ? domain : undefined;
}
