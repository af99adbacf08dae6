/** Ends a text that was cut to the length its field allows. */
export const CUT_MARK = '… [cut]';

/** Text free of what PostgreSQL's json refuses: NUL, and halves of surrogate pairs. */
export function storableText(text: string): string {
  return (text.includes('\0') ? text.replaceAll('\0', '') : text).toWellFormed();
}

/** Foreign text as a fact may carry it: storable, at most `maxLength` UTF-16 units, its end marked when it was cut. */
export function boundedText(text: string, maxLength: number): string {
  const storable = storableText(text);
  if (storable.length <= maxLength) return storable;
  // A short field has no room for the mark.
  if (maxLength < 32) return whole(storable.slice(0, maxLength));
  return `${whole(storable.slice(0, maxLength - CUT_MARK.length))}${CUT_MARK}`;
}

/** Without the half of a pair that a cut may leave at the end. */
function whole(cut: string): string {
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}

const EMAIL = /[^\s@<>"'(),;:]{1,64}@[^\s@<>"'(),;:]{1,253}\.[a-z]{2,}/gi;
const PHONE = /\+\d[\d\s().-]{7,18}\d/g;

/**
 * Free text of staff or agents without e-mail addresses and international phone numbers: facts can't be erased later.
 * Other personal data in prose can't be told from prose; the field's description asks for none.
 */
export function withoutContacts(text: string): string {
  const mailless = text.includes('@') ? text.replace(EMAIL, '[e-mail withheld]') : text;
  return mailless.includes('+') ? mailless.replace(PHONE, '[phone withheld]') : mailless;
}
