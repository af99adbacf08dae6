import { STREAMS } from '../streams.js';
import { allEvents } from './event-decorator.js';
import { jsonSchemas } from './validation.js';

/** CloudEvents attributes around every payload, as JSON Schema. */
const ENVELOPE = {
  specversion: { const: '1.0' },
  id: { type: 'string', description: 'UUIDv7, or UUIDv5 when derived from a delivery; also Nats-Msg-Id' },
  source: { type: 'string', examples: ['vividwalls/finance'] },
  type: { type: 'string' },
  subject: { type: 'string', description: "The aggregate's id" },
  time: { type: 'string', format: 'date-time', description: 'When it happened' },
  version: { type: 'integer', description: "The aggregate's version; a higher one is newer" },
  correlationid: { type: 'string', description: 'The first cause' },
  causationid: { type: 'string', description: 'The event or request that caused this one' },
  actor: { type: 'string', examples: ['shopify:shop.example', 'user:owner', 'system'] },
  test: { type: 'boolean', description: 'True for events of a test order; they never count' },
  shop: { type: 'string', description: "The store's domain" },
  traceparent: { type: 'string' },
  datacontenttype: { const: 'application/json' },
} as const;

/** The AsyncAPI 3 document of every event, generated from the event classes. */
export function asyncApiDocument(): object {
  const events = allEvents();
  const channels: Record<string, object> = {};
  const operations: Record<string, object> = {};
  const messages: Record<string, object> = {};
  for (const { type, subject, summary, eventClass, stream } of events) {
    const name = eventClass.name;
    messages[name] = {
      name: type,
      title: name,
      summary,
      contentType: 'application/cloudevents+json',
      payload: {
        type: 'object',
        required: Object.keys(ENVELOPE)
          .filter((key) => key !== 'traceparent')
          .concat('data'),
        properties: { ...ENVELOPE, type: { const: type }, data: { $ref: `#/components/schemas/${name}` } },
      },
    };
    const producer = STREAMS.find((one) => one.name === stream)?.producer ?? '';
    channels[subject] ??= { address: subject, description: `Stream ${stream}, published by ${producer}`, messages: {} };
    (channels[subject] as { messages: Record<string, object> }).messages[name] = {
      $ref: `#/components/messages/${name}`,
    };
    operations[`publish ${subject}`] = { action: 'send', channel: { $ref: `#/channels/${subject}` } };
  }
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'VividWalls MAS events',
      version: '1',
      description: 'CloudEvents 1.0 in structured JSON over NATS JetStream.',
    },
    defaultContentType: 'application/cloudevents+json',
    channels,
    operations,
    components: { messages, schemas: reachable(events.map(({ eventClass }) => eventClass.name)) },
  };
}

/** The schemas of these classes and of all they refer to; other decorated classes of the process are none of our events. */
function reachable(names: readonly string[]): Record<string, object> {
  const all = jsonSchemas();
  const found = new Set(names);
  for (const name of found) {
    for (const [, next] of JSON.stringify(all[name]).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) found.add(next!);
  }
  return Object.fromEntries([...found].sort().map((name) => [name, all[name]!]));
}
