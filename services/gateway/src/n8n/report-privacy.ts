import { storableText, withoutContacts } from '../translation/bounded-text.js';
import { emailHash } from '../translation/email-hash.js';

/**
 * A report's data as it may be kept for ever: a plain `email` becomes `emailHash` (workflows have the address, and no
 * convenient way to hash it), and addresses and phone numbers are taken out of prose. `null`, which n8n writes for an
 * empty field, is no field.
 */
export function withoutPersonalData(
  data: Readonly<Record<string, unknown>>,
  proseFields: readonly string[],
): Record<string, unknown> {
  const kept = Object.entries(data)
    .filter(([field, value]) => value !== null && field !== 'email')
    .map(([field, value]) => [field, storable(value, proseFields.includes(field))] as const);
  const { email } = data;
  if (email === undefined || email === null) return Object.fromEntries(kept);
  // What is no text stays, for the class's rules to name.
  const hashed = typeof email === 'string' ? (['emailHash', emailHash(email)] as const) : (['email', email] as const);
  return Object.fromEntries([hashed, ...kept]);
}

function storable(value: unknown, prose: boolean): unknown {
  if (typeof value === 'string') return prose ? withoutContacts(storableText(value)) : storableText(value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const inner = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(
    inner.map(([field, entry]) => [field, typeof entry === 'string' ? storableText(entry) : entry]),
  );
}
