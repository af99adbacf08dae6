import type { EventCatalogue, EventDescription } from '../catalogue.js';
import type { NewEvent } from '../outbox/outbox.js';

/** First word of all subjects and types of a trial. */
export const NAMESPACE = 'vw';

/** The one event of a trial. */
export class Counted {
  key!: string;
  amount!: number;
}

export const DESCRIPTION: EventDescription = {
  type: 'vw.trial.thing.counted.v1',
  stream: 'TRIAL',
  subject: 'vw.trial.thing.counted',
  version: 1,
};

export const catalogue: EventCatalogue = {
  describe: () => DESCRIPTION,
  lookup: (type) => (type === DESCRIPTION.type ? DESCRIPTION : undefined),
  newestOf: (type) => (type.startsWith(`${DESCRIPTION.subject}.v`) ? DESCRIPTION : undefined),
  faultsOf: (_type, payload) => (typeof (payload as Counted).key === 'string' ? [] : ['/key must be text']),
  upcast: (type, data) => ({ type, data }),
};

/** n events with keys `k0` … */
export const counted = (n: number, prefix = 'k'): NewEvent[] =>
  Array.from({ length: n }, (_, index) => ({
    event: Counted,
    subject: `${prefix}${index}`,
    data: { key: `${prefix}${index}`, amount: index },
  }));
