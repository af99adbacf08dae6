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
  const kept: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(data)) {
    if (value === null) continue;
    if (field === 'email' && typeof value === 'string') kept['emailHash'] ??= data['emailHash'] ?? emailHash(value);
    else kept[field] = storable(value, proseFields.includes(field));
  }
  return kept;
}

function storable(value: unknown, prose: boolean): unknown {
  if (typeof value === 'string') return prose ? withoutContacts(storableText(value)) : storableText(value);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const inner = Object.entries(value).filter(([, entry]) => entry !== null);
  return Object.fromEntries(
    inner.map(([field, entry]) => [field, typeof entry === 'string' ? storableText(entry) : entry]),
  );
}
