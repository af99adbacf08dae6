/** A JetStream stream: limits retention, file storage, subjects of its own. */
export interface StreamDefinition {
  readonly name: string;
  readonly subjects: readonly string[];
  readonly description: string;
  /** Service whose role may publish here. */
  readonly producer: string;
  /** How long messages stay, ms; 0 keeps them for ever. */
  readonly maxAgeMs: number;
}

const DAY_MS = 86_400_000;

/** Facts stay long enough to rebuild a read model without the outbox archive. */
const FACTS_KEPT_MS = 90 * DAY_MS;

/** Every stream there is; the one declarative registry from which start provisions and against which it compares. */
export const STREAMS: readonly StreamDefinition[] = [
  stream('INTAKE', 'gateway', 'Raw deliveries, byte for byte, before anyone interprets them', 30 * DAY_MS),
  stream('SHOP', 'gateway', 'Facts translated from Shopify', FACTS_KEPT_MS),
  stream('REPORTS', 'gateway', 'What agents report about their work', FACTS_KEPT_MS),
  stream('FINANCE', 'finance', 'What the books recorded', FACTS_KEPT_MS),
  stream('DLQ', '*', 'Dead letters of every consumer', FACTS_KEPT_MS),
];

function stream(name: string, producer: string, description: string, maxAgeMs: number): StreamDefinition {
  return { name, subjects: [`vw.${name.toLowerCase()}.>`], description, producer, maxAgeMs };
}
