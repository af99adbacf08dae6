import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far a sender's clock may be off, or a message be old, either way (Standard Webhooks 1.0, "verifying timestamp"). */
export const TOLERANCE_SECONDS = 5 * 60;

/** The id is remembered to refuse replays; past this length it is not an id. */
const MAX_ID_CHARACTERS = 255;

/** Signatures looked at: a sender rotating its secret sends two or three. */
const MAX_SIGNATURES = 20;

const SECRET_PREFIX = 'whsec_';

export type WebhookVerdict =
  | { readonly ok: true; readonly webhookId: string; readonly sentAt: Date }
  | { readonly ok: false; readonly reason: string };

/**
 * Verifies a Standard Webhooks 1.0 call: `webhook-signature` must hold, among its space separated entries, one `v1,` whose
 * base64 is HMAC-SHA256 of `<webhook-id>.<webhook-timestamp>.<raw body>` under one of the secrets, and the timestamp must be
 * within five minutes of `now`. That the id was not taken before is for the caller to remember.
 *
 * Our own instead of the package's: that one reads the wall clock itself, hashes in JavaScript, and turns the body into
 * text before it verifies the bytes.
 *
 * @param headers by lower-case name, as Node gives them
 * @param secrets `whsec_` and base64, or the bare secret, which is tried as base64 (as other libraries do) and as text
 */
export function verifyStandardWebhook(
  rawBody: Uint8Array,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  secrets: readonly string[],
  now: Date,
): WebhookVerdict {
  const webhookId = header(headers, 'webhook-id');
  const timestamp = header(headers, 'webhook-timestamp');
  const signatures = header(headers, 'webhook-signature');
  if (!webhookId || !timestamp || !signatures) {
    return refused('webhook-id, webhook-timestamp and webhook-signature are all needed');
  }
  if (webhookId.length > MAX_ID_CHARACTERS) return refused('webhook-id is too long');
  if (!/^[0-9]{1,12}$/.test(timestamp)) return refused('webhook-timestamp is not seconds since 1970');
  const ageSeconds = Math.floor(now.getTime() / 1_000) - Number(timestamp);
  if (ageSeconds > TOLERANCE_SECONDS) return refused('webhook-timestamp is more than five minutes old');
  if (ageSeconds < -TOLERANCE_SECONDS) return refused('webhook-timestamp is more than five minutes ahead');

  const given = signatures
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .filter((entry) => entry.startsWith('v1,'))
    .map((entry) => Buffer.from(entry.slice('v1,'.length), 'latin1'));
  let valid = false;
  for (const key of secrets.flatMap(keysOf)) {
    const hmac = createHmac('sha256', key).update(`${webhookId}.${timestamp}.`).update(rawBody);
    const expected = Buffer.from(hmac.digest('base64'), 'latin1');
    for (const signature of given) {
      valid = (signature.length === expected.length && timingSafeEqual(signature, expected)) || valid;
    }
  }
  return valid
    ? { ok: true, webhookId, sentAt: new Date(Number(timestamp) * 1_000) }
    : refused('no v1 signature matches the body');
}

/** The keys a configured secret may stand for; none for an empty one, under which anyone can sign. */
function keysOf(secret: string): Buffer[] {
  const prefixed = secret.startsWith(SECRET_PREFIX);
  const encoded = prefixed ? secret.slice(SECRET_PREFIX.length) : secret;
  const decoded = Buffer.from(encoded, 'base64');
  const isBase64 = decoded.length > 0 && decoded.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  const keys = isBase64 ? [decoded] : [];
  if (!prefixed && secret !== '') keys.push(Buffer.from(secret, 'utf8'));
  return keys;
}

function header(headers: Readonly<Record<string, string | string[] | undefined>>, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value.trim() : undefined;
}

function refused(reason: string): WebhookVerdict {
  return { ok: false, reason };
}
