import { createHmac } from 'node:crypto';

const SECRET_PREFIX = 'whsec_';

/**
 * Headers of a Standard Webhooks 1.0 call, signed. A secret with the prefix is base64, any other is taken as text.
 *
 * @param timestamp seconds since 1970; the receiver allows five minutes
 */
export function standardWebhookHeaders(
  secret: string,
  id: string,
  timestamp: number,
  body: Buffer,
): Record<string, string> {
  const key = secret.startsWith(SECRET_PREFIX) ? Buffer.from(secret.slice(SECRET_PREFIX.length), 'base64') : secret;
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  };
}
