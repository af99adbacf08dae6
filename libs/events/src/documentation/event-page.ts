import type { RegisteredEvent } from '../core/event-class.js';
import type { JsonSchema } from '../core/payload-schemas.js';
import { STREAMS, type StreamDefinition } from '../streams.js';
import { ENVELOPE_ATTRIBUTES, REQUIRED_ATTRIBUTES } from './envelope-schema.js';
import { publisherOf, referredClass, type EventDocumentation } from './event-documentation.js';
import { fieldRows } from './field-rows.js';
import { blocks, code, table } from './markdown.js';

const DAY_MS = 86_400_000;

const INTRODUCTION =
  'Every event there is, made from its class. How to add or change one: [Events](../events.md). ' +
  'The same for machines: [asyncapi.json](asyncapi.json).';

/**
 * The event catalogue as a page of Markdown: streams, envelope, every event with its fields, versions and an example, and the
 * objects that several events hold. Made from the classes alone, the same text for the same classes.
 */
export function eventPage(documentation: EventDocumentation): string {
  const shared = sharedClasses(documentation);
  const page = blocks(
    '# Event catalogue',
    '<!-- Made by `npm run docs` from the classes in libs/events; a spec compares. -->',
    INTRODUCTION,
    streamTable(documentation),
    envelopeTable(),
    ...STREAMS.filter(({ transport }) => !transport).map((stream) => streamSection(stream, documentation, shared)),
    sharedSection(documentation, shared),
  );
  return `${page}\n`;
}

const historiesOf = ({ name }: StreamDefinition, { events }: EventDocumentation) =>
  events.histories().filter((versions) => versions[0]?.stream === name);

function streamTable(documentation: EventDocumentation): string {
  const rows = STREAMS.map((stream) => [
    code(stream.name),
    stream.subjects.map(code).join(', '),
    stream.description,
    publisherOf(stream),
    stream.maxAgeMs === 0 ? 'for ever' : `${stream.maxAgeMs / DAY_MS} days`,
    stream.transport ? 'none: it carries no facts' : String(historiesOf(stream, documentation).length),
  ]);
  return blocks('## Streams', table(['stream', 'subjects', 'holds', 'published by', 'kept', 'events'], rows));
}

function envelopeTable(): string {
  const rows = Object.entries(ENVELOPE_ATTRIBUTES).map(([name, schema]) => [
    code(name),
    'const' in schema ? code(String(schema['const'])) : String(schema['type']),
    REQUIRED_ATTRIBUTES.includes(name) ? 'yes' : 'no',
    attributeMeaning(schema),
  ]);
  return blocks(
    '## Envelope',
    'CloudEvents 1.0 in structured JSON, one document for each message. The fields of the events below are those of `data`.',
    table(['attribute', 'type', 'required', 'meaning'], rows),
  );
}

function attributeMeaning(schema: JsonSchema): string {
  const examples = (schema['examples'] as string[] | undefined) ?? [];
  const text = String(schema['description'] ?? '');
  return examples.length === 0 ? text : `${text}: ${examples.map(code).join(', ')}`;
}

function streamSection(
  stream: StreamDefinition,
  documentation: EventDocumentation,
  shared: ReadonlySet<string>,
): string {
  const sections = historiesOf(stream, documentation).map((versions) => {
    const { type, subject, summary, eventClass } = versions.at(-1)!;
    return blocks(
      `### ${subject}`,
      summary,
      descriptionOf(eventClass.name, documentation),
      `Type ${code(type)}, class ${code(eventClass.name)}, published by ${publisherOf(stream)}.`,
      fieldTable(eventClass.name, documentation, shared),
      history(versions, documentation),
      example(type, documentation),
    );
  });
  return blocks(`## ${stream.name}`, `${stream.description}.`, ...sections);
}

function history(versions: readonly RegisteredEvent[], { events }: EventDocumentation): string {
  if (versions.length === 1) return 'The first version.';
  const rows = versions.toReversed().map(({ type, version, eventClass }) => {
    const step = events.upcasterFrom(type);
    return [
      `v${version}`,
      code(eventClass.name),
      step ? `to v${step.to.version}: ${step.summary}` : 'none: the newest',
    ];
  });
  return table(['version', 'class', 'upcaster'], rows);
}

function example(type: string, { sample }: EventDocumentation): string {
  const json = JSON.stringify(sample(type), null, 2);
  return blocks('<details><summary>Example</summary>', `\`\`\`json\n${json}\n\`\`\``, '</details>');
}

function sharedSection(documentation: EventDocumentation, shared: ReadonlySet<string>): string {
  if (shared.size === 0) return '';
  const sections = [...shared]
    .sort()
    .map((name) => blocks(`### ${name}`, descriptionOf(name, documentation), fieldTable(name, documentation, shared)));
  return blocks('## Shared objects', 'What several events hold.', ...sections);
}

function descriptionOf(className: string, { schemas }: EventDocumentation): string {
  return String(schemas[className]?.['description'] ?? '');
}

function fieldTable(className: string, { schemas }: EventDocumentation, shared: ReadonlySet<string>): string {
  const rows = fieldRows(schemas, className, (held) => shared.has(held)).map((row) => [
    code(row.path),
    row.type,
    row.required ? 'yes' : 'no',
    row.bounds,
    row.description,
  ]);
  return table(['field', 'type', 'required', 'bounds', 'meaning'], rows);
}

/** Classes that more than one other class holds; every other one is shown where it is held. */
function sharedClasses({ schemas }: EventDocumentation): Set<string> {
  const holders = new Map<string, number>();
  for (const schema of Object.values(schemas)) {
    const held = Object.values(schema['properties'] as Record<string, JsonSchema>)
      .map((property) => referredClass(property['type'] === 'array' ? (property['items'] as JsonSchema) : property))
      .filter((name) => name !== undefined);
    for (const name of new Set(held)) holders.set(name, (holders.get(name) ?? 0) + 1);
  }
  return new Set([...holders].filter(([, count]) => count > 1).map(([name]) => name));
}
