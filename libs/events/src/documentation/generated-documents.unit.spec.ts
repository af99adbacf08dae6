import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { allEvents, asyncApiDocument, payloadRules } from '../index.js';
import { asyncApiOf } from './async-api.js';
import { DOCSTRINGS_FILE, productDocumentation } from './event-documentation.js';
import { eventPage } from './event-page.js';
import { docstringsBelow } from './testing/docstrings.js';

// What is made from the event classes and committed. `npm run docs` writes it anew; otherwise a difference fails.

const IS_WRITING = process.env['VW_WRITE_DOCS'] === '1';
const SOURCES = fileURLToPath(new URL('..', import.meta.url));
const committed = (name: string) => new URL(`../../../../docs/generated/${name}`, import.meta.url);

const docstrings = docstringsBelow(SOURCES, new Set(Object.keys(payloadRules.schemas())));
const documentation = productDocumentation(docstrings);

function expectCommitted(file: URL, text: string): void {
  if (IS_WRITING) writeFileSync(file, text);
  expect(readFileSync(file, 'utf8')).toBe(text);
}

describe('what is made from the event classes is what is committed', () => {
  it('docstrings.json', () => {
    expectCommitted(DOCSTRINGS_FILE, `${JSON.stringify(docstrings, null, 2)}\n`);
  });

  it('asyncapi.json', () => {
    expectCommitted(committed('asyncapi.json'), `${JSON.stringify(asyncApiOf(documentation), null, 2)}\n`);
    // What the gateway serves: made without the sources.
    expect(asyncApiDocument()).toEqual(asyncApiOf(documentation));
  });

  it('events.md', () => {
    expectCommitted(committed('events.md'), eventPage(documentation));
  });
});

describe('docstrings', () => {
  it('are found for classes and fields, as one line', () => {
    expect(docstrings['EventDeadLettered.redrives']).toMatch(/^How often .* for a first failure\.$/);
    expect(docstrings['DeliveryUntranslatable']).toMatch(/^A signed delivery .* has seen this\.$/);
  });

  it('belong to classes of events', () => {
    const classes = Object.keys(payloadRules.schemas());
    expect(classes).toEqual(expect.arrayContaining(allEvents().map(({ eventClass }) => eventClass.name)));
    expect(Object.keys(docstrings).filter((key) => !classes.includes(key.split('.')[0]!))).toEqual([]);
  });
});
