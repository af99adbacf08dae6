import { ENVELOPE_EXTENSIONS } from '../core/envelope-extensions.js';
import type { EventDescription } from '../core/event-class.js';
import type { JsonSchema } from '../core/payload-schemas.js';

/** CloudEvents attributes around every payload, as JSON Schema. */
export const ENVELOPE_ATTRIBUTES: Readonly<Record<string, JsonSchema>> = {
  specversion: { const: '1.0' },
  id: { type: 'string', description: 'UUIDv7, or UUIDv5 when derived from a delivery; also Nats-Msg-Id' },
  source: { type: 'string', description: 'Who published it', examples: ['vividwalls/finance'] },
  type: { type: 'string', description: 'What happened, with the version of its schema' },
  subject: { type: 'string', description: "The aggregate's id" },
  time: { type: 'string', format: 'date-time', description: 'When it happened' },
  version: { type: 'integer', description: "The aggregate's version; a higher one is newer" },
  correlationid: { type: 'string', description: 'The first cause' },
  causationid: { type: 'string', description: 'The event or request that caused this one' },
  actor: { type: 'string', description: 'Who did it', examples: ['shopify:shop.example', 'user:owner', 'system'] },
  test: { type: 'boolean', description: 'True for events of a test order; they never count' },
  shop: { type: 'string', description: "The store's domain" },
  receivedat: {
    type: 'string',
    format: 'date-time',
    description: 'When the delivery that it all follows from was received',
  },
  traceparent: { type: 'string', description: 'The trace it belongs to, by W3C Trace Context' },
  datacontenttype: { const: 'application/json' },
};

const OPTIONAL_ATTRIBUTES = ['receivedat', 'traceparent'];

export const REQUIRED_ATTRIBUTES: readonly string[] = Object.keys(ENVELOPE_ATTRIBUTES).filter(
  (name) => !OPTIONAL_ATTRIBUTES.includes(name),
);

/** An event as it lies in its stream. Ids and times are made up. */
export function exampleEnvelope({ type }: EventDescription, producer: string, data: object): Record<string, unknown> {
  return {
    specversion: '1.0',
    id: '0199e0c4-5f0a-7c3e-9a5b-2f6a2c0d1e11',
    source: `vividwalls/${producer}`,
    type,
    subject: '450789469',
    time: '2026-11-22T10:15:00.000Z',
    version: 0,
    correlationid: '0199e0c4-5ef1-7d15-8a40-6d1d6a2f9b02',
    causationid: '0199e0c4-5ef1-7d15-8a40-6d1d6a2f9b02',
    actor: 'shopify:shop.example',
    ...ENVELOPE_EXTENSIONS,
    shop: 'shop.example',
    receivedat: '2026-11-22T10:15:00.210Z',
    datacontenttype: 'application/json',
    data,
  };
}
