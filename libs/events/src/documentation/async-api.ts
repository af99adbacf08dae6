import type { RegisteredEvent } from '../core/event-class.js';
import { SCHEMA_REFERENCE } from '../core/payload-schemas.js';
import { STREAMS } from '../streams.js';
import { ENVELOPE_ATTRIBUTES, exampleEnvelope, REQUIRED_ATTRIBUTES } from './envelope-schema.js';
import { productDocumentation, publisherOf, type EventDocumentation } from './event-documentation.js';

const DAY_MS = 86_400_000;
const CONTENT_TYPE = 'application/cloudevents+json';

/** Name of the envelope's schema; event classes are named after what happened. */
const ENVELOPE = 'CloudEvent';

const ENVELOPE_SCHEMA = {
  type: 'object',
  description: 'The attributes around every payload',
  required: REQUIRED_ATTRIBUTES,
  properties: ENVELOPE_ATTRIBUTES,
};

/** What all messages have in common. */
const EVENT_TRAIT = {
  contentType: CONTENT_TYPE,
  correlationId: { description: 'The first cause', location: '$message.payload#/correlationid' },
  headers: {
    type: 'object',
    required: ['Nats-Msg-Id'],
    properties: {
      'Nats-Msg-Id': { type: 'string', description: "The event's id; a repeat is recognised by it" },
      traceparent: { type: 'string', description: 'W3C Trace Context' },
    },
  },
};

let ofTheProduct: object | undefined;

/** The AsyncAPI 3 document of every event of the product; the same object at every call. */
export function asyncApiDocument(): object {
  return (ofTheProduct ??= asyncApiOf(productDocumentation()));
}

/** An AsyncAPI 3 document, made from the event classes: a channel for each subject, a message for each version. */
export function asyncApiOf(documentation: EventDocumentation): object {
  const { events, schemas } = documentation;
  const histories = events.histories().map((versions) => ({ subject: versions[0]!.subject, versions }));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'VividWalls MAS events',
      version: '1',
      description: 'CloudEvents 1.0 in structured JSON over NATS JetStream.',
    },
    defaultContentType: CONTENT_TYPE,
    servers: {
      broker: {
        host: '{host}:{port}',
        protocol: 'nats',
        description: 'nats-server 2.12 or newer with JetStream; a user for each service',
        variables: { host: { default: '127.0.0.1' }, port: { default: '4222' } },
      },
    },
    channels: Object.fromEntries(histories.map(({ subject, versions }) => [subject, channel(versions)])),
    operations: Object.fromEntries(
      histories.map(({ subject, versions }) => [`publish ${subject}`, operation(versions)]),
    ),
    components: {
      messages: Object.fromEntries(events.all().map((event) => [event.eventClass.name, message(event, documentation)])),
      messageTraits: { event: EVENT_TRAIT },
      schemas: { ...schemas, [ENVELOPE]: ENVELOPE_SCHEMA },
    },
  };
}

function channel(versions: readonly RegisteredEvent[]): object {
  const { subject, stream: name } = versions[0]!;
  const stream = streamOf(name);
  return {
    address: subject,
    description: `Stream ${name}, published by ${publisherOf(stream)}`,
    tags: [{ name, description: stream.description }],
    messages: Object.fromEntries(
      versions.map(({ eventClass }) => [eventClass.name, { $ref: `#/components/messages/${eventClass.name}` }]),
    ),
    'x-jetstream': { stream: name, keptDays: stream.maxAgeMs / DAY_MS },
  };
}

/** Only the newest version is published. */
function operation(versions: readonly RegisteredEvent[]): object {
  const { subject, summary, eventClass } = versions.at(-1)!;
  return {
    action: 'send',
    channel: { $ref: `#/channels/${subject}` },
    summary,
    messages: [{ $ref: `#/channels/${subject}/messages/${eventClass.name}` }],
  };
}

function message(event: RegisteredEvent, { events, sample }: EventDocumentation): object {
  const { type, eventClass, summary, stream } = event;
  const newest = events.newestOf(type)!;
  return {
    name: type,
    title: eventClass.name,
    summary,
    ...(event !== newest && { deprecated: true, description: `Superseded: handlers get it as ${newest.type}.` }),
    traits: [{ $ref: '#/components/messageTraits/event' }],
    payload: {
      allOf: [
        { $ref: `${SCHEMA_REFERENCE}${ENVELOPE}` },
        {
          type: 'object',
          required: ['data'],
          properties: { type: { const: type }, data: { $ref: `${SCHEMA_REFERENCE}${eventClass.name}` } },
        },
      ],
    },
    examples: [{ name: 'golden', payload: exampleEnvelope(event, sourceOf(stream), sample(type)) }],
  };
}

function streamOf(name: string) {
  const stream = STREAMS.find((one) => one.name === name);
  if (!stream) throw new Error(`Stream ${name} carries events and is not declared in libs/events/src/streams.ts`);
  return stream;
}

/** A service that may publish there. */
function sourceOf(stream: string): string {
  const { producer } = streamOf(stream);
  return producer === null || producer === '*' ? 'finance' : producer;
}
