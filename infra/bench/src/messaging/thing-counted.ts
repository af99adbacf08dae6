import { Outbox, type EventCatalogue, type NewEvent } from '@vividwalls/messaging';

/** A payload of about 300 bytes, as most events are. */
export class ThingCounted {
  key!: string;
  amount!: number;
  note!: string;
}

const TYPE = 'vw.bench.thing.counted.v1';
const NOTE = 'n'.repeat(250);
export const SUBJECT = 'vw.bench.thing.counted';
export const STREAM = 'BENCH';

export const benchCatalogue: EventCatalogue = {
  describe: () => ({ type: TYPE, stream: STREAM, subject: SUBJECT, version: 1 }),
  lookup: (type) => (type === TYPE ? benchCatalogue.describe(ThingCounted) : undefined),
  newestOf: () => benchCatalogue.describe(ThingCounted),
  faultsOf: () => [],
  upcast: (type, data) => ({ type, data }),
};

export const benchOutbox = new Outbox({ source: 'bench', catalogue: benchCatalogue, now: () => new Date() });

export const thing = (index: number): NewEvent => ({
  event: ThingCounted,
  subject: `thing-${index}`,
  data: { key: `thing-${index}`, amount: index, note: NOTE },
});

export const things = (count: number): NewEvent[] => Array.from({ length: count }, (_, index) => thing(index));

/** An event as a row or message that does not go through the outbox: what the baselines store and publish. */
export function sealed(event: NewEvent): { messageId: string; subject: string; payload: string } {
  const { envelope, subject } = benchOutbox.seal(event);
  return { messageId: envelope.id, subject, payload: JSON.stringify(envelope) };
}

/** Of the whole envelope, as it lies in the outbox and travels. */
export const bytesPerEvent = (): number => Buffer.byteLength(sealed(thing(10_000)).payload);
