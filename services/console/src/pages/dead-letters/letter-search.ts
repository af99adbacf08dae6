import { searchText } from '../events/event-search';

export const LETTER_STATES = ['open', 'redriving', 'failed again', 'handled', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

const TEXTS = ['consumer', 'type', 'reason', 'stream'] as const;

/** Which letters are shown; kept in the address. Open ones, if nothing is said. */
export interface LetterSearch {
  readonly consumer?: string;
  readonly type?: string;
  readonly reason?: string;
  readonly stream?: string;
  /** Part of the error, of the event's id, type or subject. */
  readonly text?: string;
  readonly state?: Exclude<LetterState, 'open'> | 'all';
}

/** Two letters find everything and nothing; the API refuses them. */
const TEXT_MIN = 3;
const TEXT_MAX = 200;

/** Reads an address; what is no filter is left out. */
export function readLetterSearch(search: Readonly<Record<string, unknown>>): LetterSearch {
  const texts = TEXTS.flatMap((name) => {
    const text = searchText(search[name]);
    return text === undefined ? [] : [[name, text]];
  });
  const text = searchText(search['text'])?.slice(0, TEXT_MAX);
  const state = [...LETTER_STATES.slice(1), 'all'].find((one) => one === search['state']);
  return {
    ...Object.fromEntries(texts),
    ...(text !== undefined && text.length >= TEXT_MIN && { text }),
    ...(state !== undefined && { state }),
  };
}

/** The same as a filter of jobs: those touch open letters only. */
export function filterOfJob({ state: _state, ...filter }: LetterSearch): Omit<LetterSearch, 'state'> {
  return filter;
}

/** A filter in words: what would be touched. */
export function filterWords({ consumer, type, reason, stream, text }: LetterSearch): string {
  const parts = [
    consumer && `of ${consumer}`,
    type && `of type ${type}`,
    reason && `given up because: ${reason}`,
    stream && `from ${stream}`,
    text && `with “${text}” in them`,
  ].filter(Boolean);
  return parts.length === 0 ? 'all open letters' : `open letters ${parts.join(', ')}`;
}
