import type { EventCatalogue, EventDescription, PayloadClass } from '../../catalogue.js';
import type { Fate } from './plan.js';

/** What the source publishes. */
export class Produced {
  place!: number;
  key!: number;
  fate!: Fate;
}

/** What the sink answers to each event that took effect. */
export class Answered {
  place!: number;
}

export const NAMESPACE = 'mc';

const DESCRIPTIONS = new Map<PayloadClass, EventDescription>([
  [
    Produced as PayloadClass,
    { type: 'mc.source.thing.produced.v1', stream: 'SOURCE', subject: 'mc.source.thing.produced', version: 1 },
  ],
  [
    Answered as PayloadClass,
    { type: 'mc.sink.thing.answered.v1', stream: 'SINK', subject: 'mc.sink.thing.answered', version: 1 },
  ],
]);

const byType = new Map([...DESCRIPTIONS.values()].map((one) => [one.type, one]));

export const catalogue: EventCatalogue = {
  describe: (payload) => DESCRIPTIONS.get(payload)!,
  lookup: (type) => byType.get(type),
  newestOf: (type) => byType.get(type),
  faultsOf: (_type, payload) => (Number.isInteger((payload as Produced).place) ? [] : ['/place must be a number']),
  upcast: (type, data) => ({ type, data }),
};

export const subjectOf = (payload: PayloadClass): string => DESCRIPTIONS.get(payload)!.subject;
