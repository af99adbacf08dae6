import { isNarrowed } from '../../app/address-search';

/** What is looked for; kept in the address. */
export interface EventSearch {
  /** A whole type, or its beginning with a star. */
  readonly type?: string;
  readonly subject?: string;
  readonly correlationId?: string;
  readonly id?: string;
  readonly stream?: string;
}

const LONGEST = 255;
const NAMES = ['type', 'subject', 'correlationId', 'id', 'stream'] as const;
export type EventFilter = (typeof NAMES)[number];

/** An address gives numbers where a text looks like one: an order's number is text all the same. */
export function searchText(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' ? String(value) : '';
  return text === '' ? undefined : text.slice(0, LONGEST);
}

/** Reads an address; what is no filter is left out. */
export function readEventSearch(search: Readonly<Record<string, unknown>>): EventSearch {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const text = searchText(search[name]);
      return text === undefined ? [] : [[name, text]];
    }),
  );
}

export const isFiltered = (search: EventSearch): boolean => isNarrowed(search);

/** What is heard of an event at once. */
export interface HeardEvent {
  readonly type: string | null;
  readonly subject: string | null;
  readonly correlationId: string | null;
  readonly stream: string;
}

/** Whether an event that was just heard is among those looked for, as the API would say. */
export function isLookedFor({ type, subject, correlationId, id, stream }: EventSearch, heard: HeardEvent): boolean {
  // An id is of one event, which the API has found if it was there.
  if (id !== undefined) return false;
  return (
    isOfType(type, heard.type ?? '') &&
    (subject === undefined || subject === heard.subject) &&
    (correlationId === undefined || correlationId === heard.correlationId) &&
    (stream === undefined || stream.toUpperCase() === heard.stream)
  );
}

function isOfType(wanted: string | undefined, type: string): boolean {
  if (wanted === undefined) return true;
  return wanted.endsWith('*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted;
}
