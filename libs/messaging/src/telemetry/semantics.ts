/**
 * Names by the OpenTelemetry semantic conventions for messaging, version 1.45, and this package's own beside them. The
 * conventions are still in development; they ask libraries to keep copies of such names, so that an update of somebody's
 * dependencies does not rename anybody's spans.
 */
export const SCHEMA_URL = 'https://opentelemetry.io/schemas/1.45.0';

/** Instrumentation scope of all spans and metrics of this package. */
export const SCOPE_NAME = '@vividwalls/messaging';
export const SCOPE_VERSION = '0.1.0';

export const SYSTEM = 'nats';

export const ATTRIBUTE = {
  system: 'messaging.system.name',
  /** `create`, `send` or `process`; of the same words: the operation's type. */
  operation: 'messaging.operation.name',
  operationType: 'messaging.operation.type',
  /** A message's subject; the stream where a whole batch is meant. */
  destination: 'messaging.destination.name',
  /** The durable consumer. */
  consumer: 'messaging.consumer.group.name',
  messageId: 'messaging.message.id',
  /** The correlation id. */
  conversation: 'messaging.message.conversation_id',
  batchCount: 'messaging.batch.message_count',
  errorType: 'error.type',
  eventType: 'cloudevents.event_type',
  // Ours from here on.
  /** Events of the batch that this consumer had handled before. */
  repeatCount: 'messaging.batch.repeat_count',
  /** How often the batch was halved on the way to this attempt. */
  bisectDepth: 'messaging.batch.bisect_depth',
  publishedCount: 'messaging.batch.published_count',
  duplicateCount: 'messaging.batch.duplicate_count',
  parkedCount: 'messaging.batch.parked_count',
  /** How a handled event ended other than well or by an error: `waiting`. */
  outcome: 'messaging.process.outcome',
  reason: 'messaging.dead_letter.reason',
  relayState: 'messaging.relay.state',
} as const;

export const METRIC = {
  sent: 'messaging.client.sent.messages',
  consumed: 'messaging.client.consumed.messages',
  operationDuration: 'messaging.client.operation.duration',
  processDuration: 'messaging.process.duration',
  // Ours from here on.
  eventAge: 'messaging.event.age',
  messageAge: 'messaging.message.age',
  lag: 'messaging.consumer.lag',
  inFlight: 'messaging.consumer.in_flight',
  buffered: 'messaging.consumer.buffer.size',
  waiting: 'messaging.consumer.waiting',
  retries: 'messaging.consumer.retries',
  repeats: 'messaging.consumer.repeats',
  deadLetters: 'messaging.consumer.dead_letters',
  duplicates: 'messaging.relay.duplicates',
  relayState: 'messaging.relay.state',
  backlog: 'messaging.outbox.backlog',
  oldest: 'messaging.outbox.oldest.age',
  parked: 'messaging.outbox.parked',
} as const;

/** Links of one span: what the SDK keeps by default. A larger batch links to its first messages. */
export const MAX_LINKS = 128;

/** Error texts in a span; the dead letter holds the whole of it. */
export const STATUS_TEXT_LIMIT = 256;
