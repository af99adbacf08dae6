import { LIST_LIMITS, type NoteAttribute, type Utm, type VisitOrigin } from '@vividwalls/events';
import { boundedText, withoutContacts } from './bounded-text.js';
import type { ExactObject } from './exact-json.js';
import { descriptiveList, idOf, textOf } from './fields.js';
import { queryParameters, visitUrl } from './visit-url.js';

/** Longest address looked into. */
const MAX_URL = 8_192;

/** Stands for the value of a note that does not attribute a visit: an engraving, a gift message, a delivery address. */
export const WITHHELD = '[withheld]';

/** Note attributes whose value attributes a visit, by name: UTM, click ids, sessions, agents, campaigns, referrers. */
const ATTRIBUTING_NOTE =
  /^_{0,2}(?:utm|vw)[_-]|clid$|^_{0,2}(?:[gw]braid|fb[pc]|ga)$|(?:^|[_\s-])(?:agent|persona|campaign|session|visitor|visit|touch|channel|medium|source|referr?er|ref|affiliate|landing(?:[_\s-]page)?)(?:[_\s-]?id|[_\s-]?token)?$/i;

const UTM_FIELDS = ['source', 'medium', 'campaign', 'term', 'content'] as const;

/**
 * Where an order's or checkout's shopper came from, and the tokens that tie it to earlier visits.
 *
 * UTM parameters come from `landing_site`, which Shopify itself wrote down, and from `note_attributes`, which a theme or
 * an agent set. Where both speak, the landing site wins; notes fill its gaps, unless they name another source: two visits
 * are never mixed into one that did not happen.
 */
export function visitOrigin(body: ExactObject): VisitOrigin {
  const landing = textOf(body, 'landing_site', MAX_URL);
  const notes = notesOf(body);
  return {
    landingSite: visitUrl(landing),
    referringSite: visitUrl(textOf(body, 'referring_site', MAX_URL)),
    utm: joined(utmOf(queryParameters(landing)), utmOf(new Map(notes.map(([name, value]) => [utmName(name), value])))),
    noteAttributes: notes.map(noteAttribute),
    checkoutId: idOf(body, 'checkout_id'),
    checkoutToken: textOf(body, 'checkout_token'),
    cartToken: textOf(body, 'cart_token'),
  };
}

/** Name and value of every note; Shopify writes a list, some apps an object. */
function notesOf(body: ExactObject): [string, string][] {
  const value = body['note_attributes'];
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const named = Object.entries(value as ExactObject).slice(0, LIST_LIMITS.noteAttributes);
    return named.map(([name, text]) => [boundedText(name, 255), typeof text === 'string' ? text : '']);
  }
  return descriptiveList(body, 'note_attributes', LIST_LIMITS.noteAttributes).map((note) => [
    textOf(note, 'name') ?? '',
    textOf(note, 'value', MAX_URL) ?? '',
  ]);
}

function noteAttribute([name, value]: [string, string]): NoteAttribute {
  const attributes = ATTRIBUTING_NOTE.test(name);
  if (!attributes) return { name, value: value === '' ? '' : WITHHELD };
  const isUrl = /^(?:https?:)?\/\/|^\/.*\?/.test(value);
  return { name, value: isUrl ? (visitUrl(value) ?? '') : boundedText(withoutContacts(value), 2_000) };
}

/** `_UTM-Source` → `utm_source` */
function utmName(name: string): string {
  return name.trim().toLowerCase().replace(/^_+/, '').replaceAll('-', '_').replaceAll(' ', '_');
}

function utmOf(parameters: ReadonlyMap<string, string>): Utm {
  const utm: Utm = {};
  for (const field of UTM_FIELDS) {
    const value = parameters.get(`utm_${field}`)?.trim();
    if (value) utm[field] = boundedText(withoutContacts(value), 255);
  }
  return utm;
}

function joined(landing: Utm, notes: Utm): Utm {
  const sameVisit = !landing.source || !notes.source || landing.source.toLowerCase() === notes.source.toLowerCase();
  const landed = Object.keys(landing).length > 0;
  return landed && !sameVisit ? landing : { ...notes, ...landing };
}
