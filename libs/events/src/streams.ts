/** A JetStream stream: limits retention, file storage, subjects of its own. */
export interface StreamDefinition {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly description: string;
  /** Service whose role may publish here; `*` when every service may; null when only the broker itself does. */
  readonly producer: string | null;
  /** How long messages stay, ms; 0 keeps them for ever. */
  readonly maxAgeMs: number;
  /** True when it carries no facts but moves messages about: nothing in it is news, and the record does not keep it. */
  readonly transport: boolean;
}

const DAY_MS = 86_400_000;

/** Facts stay long enough to rebuild a read model without the outbox archive. */
const FACTS_KEPT_MS = 90 * DAY_MS;

/** What is transported stays as long as somebody may want to look at it; the facts it is about stay longer. */
const TRANSPORT_KEPT_MS = 30 * DAY_MS;

/** Every stream there is; the one declarative registry from which start provisions and against which it compares. */
export const STREAMS: readonly StreamDefinition[] = [
  facts('INTAKE', 'gateway', 'Raw deliveries, byte for byte, before anyone interprets them', 30 * DAY_MS),
  facts('SHOP', 'gateway', 'Facts translated from Shopify', FACTS_KEPT_MS),
  facts('REPORTS', 'gateway', 'What agents report about their work', FACTS_KEPT_MS),
  facts('FINANCE', 'finance', 'What the books recorded', FACTS_KEPT_MS),
  facts('ORCHESTRATION', 'orchestration', 'Who the agents are, and what becomes of their work', FACTS_KEPT_MS),
  facts('GOVERNANCE', 'governance', 'What waits for a person, who decided what, and by which policy', FACTS_KEPT_MS),
  facts('DLQ', '*', 'Dead letters of every consumer, and what became of them', FACTS_KEPT_MS),
  facts('OPERATIONS', '*', 'What operators did to the messaging itself: replays, republishing', FACTS_KEPT_MS),
  {
    name: 'REDRIVE',
    subjects: ['vw.redrive.>'],
    description: 'Redriven messages, each for the one consumer that failed',
    producer: 'gateway',
    maxAgeMs: TRANSPORT_KEPT_MS,
    transport: true,
  },
  {
    name: 'ADVISORIES',
    subjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'],
    description: "The broker's word that it gave up on a message; kept, so that nobody need be listening",
    producer: null,
    maxAgeMs: TRANSPORT_KEPT_MS,
    transport: true,
  },
];

/** The streams whose messages are facts: what the record must hold without a gap. */
export const FACT_STREAMS: readonly StreamDefinition[] = STREAMS.filter(({ transport }) => !transport);

function facts(name: string, producer: string, description: string, maxAgeMs: number): StreamDefinition {
  return { name, subjects: [`vw.${name.toLowerCase()}.>`], description, producer, maxAgeMs, transport: false };
}
