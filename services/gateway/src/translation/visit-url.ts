import { boundedText, withoutContacts } from './bounded-text.js';

/** Query parameters that tell where a visit came from. Any other may hold a token, an address, a search for a person. */
const ATTRIBUTES_A_VISIT =
  /^(?:amp;)?(?:utm_[a-z_]{1,32}|gclid|gbraid|wbraid|dclid|fbclid|msclkid|ttclid|twclid|li_fat_id|epik|srsltid|ref|source|medium|campaign|via|aff|affiliate|agent|persona|vw_[a-z_]{1,32})$/i;

/** Pages whose path holds a key: what follows the matched part is left out. */
const SECRET_PATH =
  /\/(?:account\/(?:activate|reset|invitation)|authenticate|checkouts\/(?:c|cn|ac)|orders|cart\/c)\/.*$/i;

const USER_PART = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#@]*@/i;

/**
 * An address a shopper came from or landed on, as a fact may keep it: no user part, no fragment, no path of a page that
 * opens with a key, and of the query only what attributes a visit, written as it was.
 */
export function visitUrl(url: string | undefined, maxLength = 2_000): string | undefined {
  if (!url) return undefined;
  const [beforeFragment = ''] = url.split('#', 1);
  const { path, query } = splitQuery(beforeFragment);
  const kept = query.filter(([name]) => ATTRIBUTES_A_VISIT.test(name)).map(([, , pair]) => pair);
  const publicPath = path.replace(USER_PART, '$1//').replace(SECRET_PATH, (secret) => secret.replace(/[^/]*$/, ''));
  const visible = withoutContacts(boundedPath(publicPath) + (kept.length > 0 ? `?${kept.join('&')}` : ''));
  return boundedText(visible, maxLength);
}

/** An address without its query: where it leads, but not what opens it. */
export function withoutQuery(url: string | undefined, maxLength = 2_000): string | undefined {
  const path = url?.split(/[?#]/, 1)[0]?.replace(USER_PART, '$1//');
  return path ? boundedText(path, maxLength) : undefined;
}

/** The decoded parameters of an address, names in lower case; the first of a name wins. Malformed escapes stay as they are. */
export function queryParameters(url: string | undefined): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  if (!url?.includes('?')) return parameters;
  for (const [name, value] of splitQuery(url.split('#', 1)[0] ?? '').query) {
    const key = decoded(name).toLowerCase().replace(/^amp;/, '');
    const text = decoded(value);
    if (text !== '' && !parameters.has(key)) parameters.set(key, text);
  }
  return parameters;
}

/** Path, and each parameter as [name, value, both as written]. A second `?` is read as the `&` it was meant to be. */
function splitQuery(url: string): { path: string; query: [string, string, string][] } {
  const start = url.indexOf('?');
  if (start < 0) return { path: url, query: [] };
  const pairs = url.slice(start + 1).split(/[&?]/);
  const query = pairs.slice(0, MAX_PARAMETERS).map((pair): [string, string, string] => {
    const equals = pair.indexOf('=');
    return equals < 0 ? [pair, '', pair] : [pair.slice(0, equals), pair.slice(equals + 1), pair];
  });
  return { path: url.slice(0, start), query };
}

/** A query of a real visit has a dozen. */
const MAX_PARAMETERS = 200;

/** Leaves room for the parameters, which matter more than a long path. */
function boundedPath(path: string): string {
  return boundedText(path, 1_000);
}

function decoded(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch (error) {
    if (error instanceof URIError) return spaced;
    throw error;
  }
}
