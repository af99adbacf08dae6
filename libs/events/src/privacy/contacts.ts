import { hash } from 'node:crypto';

/** Stands for what was taken out because its field is about a person. */
export const PERSONAL = '[personal]';
/** Stands for an address or a number in the midst of other words. */
const NO_EMAIL = '[e-mail withheld]';
const NO_PHONE = '[phone withheld]';

/** The sign between the halves of an address, also as links, pages and JSON in JSON write it. */
const AT = String.raw`(?:[@＠﹫]|%40|&#64;|&#x40;|&commat;|\\u0040)`;
const QUOTED = String.raw`"[^"\n]{1,64}"`;
const OUTSIDE = String.raw`\s@＠﹫<>"(),:;\[\]\\`;
// A slash before the sign is a profile's address, tiktok.com/@some.name, and no mailbox.
const LAST = `[^${OUTSIDE}/]`;
/** By itself it may hold what elsewhere is a part of a link around it. */
const WHOLE_MAILBOX = `(?:${QUOTED}|[^${OUTSIDE}]{0,63}${LAST})`;
const MAILBOX = `(?:${QUOTED}|[^${OUTSIDE}/?=&]{0,63}${LAST})`;
const LABEL = String.raw`[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?`;
const DOMAIN = String.raw`(?:(?:${LABEL}\.){1,126}\p{L}[\p{L}\p{N}-]{1,62}|\[[0-9a-f:.]{3,45}\])`;

const SIGN = new RegExp(AT, 'iu');
const EMAIL = new RegExp(`${MAILBOX}${AT}${DOMAIN}`, 'giu');
const ONE_EMAIL = new RegExp(`^${WHOLE_MAILBOX}${AT}${DOMAIN}$`, 'iu');

/** +49 30 1234567 */
const INTERNATIONAL = /(?<!\d)\+\d[\d\s().-]{7,18}\d(?!\d)/g;
/** (502) 459-2181, 502-459-2181. Ten digits in a row are as well an id. */
const NORTH_AMERICAN = /(?<![\w.+-])(?:1[ .-]?)?(?:\([2-9]\d\d\) ?|[2-9]\d\d[.-])[2-9]\d\d[.-]\d{4}(?![\w-])/g;

/**
 * Text without e-mail addresses and phone numbers: events can't be erased later. Other personal data in prose can't be told
 * from prose; descriptions of fields ask for none.
 */
export function withoutContacts(text: string): string {
  const mailless = withoutAddresses(text);
  return mailless.replace(INTERNATIONAL, NO_PHONE).replace(NORTH_AMERICAN, NO_PHONE);
}

/** Text without e-mail addresses. */
export function withoutAddresses(text: string): string {
  return SIGN.test(text) ? text.replace(EMAIL, NO_EMAIL) : text;
}

/** SHA-256 (hex) of the trimmed, lower-cased address; undefined when there is none. */
export function emailHash(email: string | undefined): string | undefined {
  const address = email?.trim().toLowerCase();
  return address ? hash('sha256', address, 'hex') : undefined;
}

/**
 * What stands for a text that is an e-mail address and nothing else: `sha256:` and its hash, which is the `emailHash` of a
 * customer's events, so that whose it is can still be found out; undefined for any other text.
 *
 * @param isSaidToBe whether its field is named so: then `bob@localhost` is one too
 */
export function hashedAddress(text: string, isSaidToBe = false): string | undefined {
  if (!SIGN.test(text)) return undefined;
  const trimmed = text.trim().replace(/^mailto:/i, '');
  if (!ONE_EMAIL.test(trimmed) && !(isSaidToBe && !/\s/.test(trimmed))) return undefined;
  return `sha256:${emailHash(trimmed.replace(SIGN, '@'))}`;
}
