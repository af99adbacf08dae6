import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';

/** As JSON, but a number that JavaScript can't hold is text: the number of an order has up to twenty digits. */
function parse(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (typeof value === 'number' && String(value) !== text) throw new RangeError(`${text} is not a number of ours`);
  return value;
}

/** Reads `?a=1&b=two` of an address, and loses no digit. */
export const parseSearch = parseSearchWith(parse);
/** Writes what `parseSearch` reads. */
export const stringifySearch = stringifySearchWith(JSON.stringify, parse);

/** A link of the API, `/tasks?overdue=true`, as the router takes it. */
export function placeOf(link: string): { readonly to: string; readonly search: Readonly<Record<string, unknown>> } {
  const at = link.indexOf('?');
  return at < 0 ? { to: link, search: {} } : { to: link.slice(0, at), search: parseSearch(link.slice(at)) };
}

/** What `read` leaves out of an address is left out of the search, too: the router alone would let it through as it stands there. */
export const exactly =
  <Search extends object>(read: (raw: Record<string, unknown>) => Search) =>
  (raw: Record<string, unknown>): Search => ({
    ...Object.fromEntries(Object.keys(raw).map((name) => [name, undefined])),
    ...read(raw),
  });

/** Whether an address asks for anything in particular. */
export const isNarrowed = (search: object): boolean => Object.values(search).some((value) => value !== undefined);
