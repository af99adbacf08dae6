/** One service of the system, as whoever starts it must know it. */
export interface ServiceEntry {
  /** Its folder under services/, its Postgres schema, its NATS user. */
  name: string;
  /** The second word of the subjects that it may publish: `vw.<stream>.>`. */
  streams: readonly string[];
  /** True for the one that listens on the public port. */
  isDoor: boolean;
}

/** Every service, in the order they are shown. A new service is one line here. */
export const services: readonly ServiceEntry[] = [
  { name: 'gateway', streams: ['intake', 'shop', 'reports'], isDoor: true },
  { name: 'finance', streams: ['finance'], isDoor: false },
  { name: 'audit', streams: ['audit'], isDoor: false },
];
