/** One service of the system, as whoever starts it must know it. */
export interface ServiceEntry {
  /** Its folder under services/, its Postgres schema, its NATS user, its durable consumer on every stream it reads. */
  name: string;
  /** The second word of the subjects that it may publish: `vw.<stream>.>`. */
  streams: readonly string[];
  /** Durable consumers beside the one of its own name: one for each of its read models, `<service>_<read model>`. */
  durables?: readonly string[];
  /** True for the one that listens on the public port. */
  isDoor: boolean;
}

/** Every service, in the order they are shown. A new service is one line here. */
export const services: readonly ServiceEntry[] = [
  {
    name: 'gateway',
    // The desk where dead letters are read, redriven and discarded stands at the door: hence the last two.
    streams: ['intake', 'shop', 'reports', 'redrive', 'dlq'],
    durables: ['gateway_dead_letters'],
    isDoor: true,
  },
  { name: 'finance', streams: ['finance'], isDoor: false },
  { name: 'orchestration', streams: ['orchestration'], isDoor: false },
  { name: 'governance', streams: ['governance'], isDoor: false },
  { name: 'audit', streams: ['audit'], isDoor: false },
];
