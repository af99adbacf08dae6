import type { EventCatalogue, EventDescription, PayloadClass } from '../index.js';

/** A reader took a copy of a book home. */
export class BookLent {
  loanId!: string;
  reader!: string;
  title!: string;
  /** ISO 8601. */
  dueAt!: string;
}

/** And brought it back. */
export class BookReturned {
  loanId!: string;
  reader!: string;
}

export const NAMESPACE = 'acme';
export const STREAM = 'LIBRARY';

export const BOOK_LENT = event('book.lent');
export const BOOK_RETURNED = event('book.returned');

interface Entry {
  readonly description: EventDescription;
  /** Attributes that must be there, as text: rules enough for an example. */
  readonly texts: readonly string[];
}

const ENTRIES = new Map<PayloadClass, Entry>([
  [BookLent, { description: BOOK_LENT, texts: ['loanId', 'reader', 'title', 'dueAt'] }],
  [BookReturned, { description: BOOK_RETURNED, texts: ['loanId', 'reader'] }],
]);

/** All events of the library. A project with many of them builds this from its classes and their validators. */
export const catalogue: EventCatalogue = {
  describe: (payload) => known(ENTRIES.get(payload), payload.name).description,
  lookup: (type) => entryOf(type)?.description,
  newestOf: (type) => descriptions().find(({ subject }) => type.replace(/\.v\d+$/, '') === subject),
  faultsOf: (type, payload) =>
    known(entryOf(type), type)
      .texts.filter((name) => typeof (payload as Record<string, unknown>)[name] !== 'string')
      .map((name) => `/${name} must be text`),
  // Every event is still in its first version.
  upcast: (type, data) => ({ type: known(entryOf(type), type).description.type, data }),
};

function event(name: string): EventDescription {
  const subject = `${NAMESPACE}.library.${name}`;
  return { type: `${subject}.v1`, stream: STREAM, subject, version: 1 };
}

const descriptions = () => [...ENTRIES.values()].map(({ description }) => description);

const entryOf = (type: string) => [...ENTRIES.values()].find(({ description }) => description.type === type);

function known(entry: Entry | undefined, name: string): Entry {
  if (!entry) throw new Error(`${name} is no event of the library`);
  return entry;
}
