export { withoutContacts } from '@vividwalls/events';

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
