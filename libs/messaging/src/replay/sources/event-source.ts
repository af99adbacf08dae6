import type { Delivery } from '../../consume/consumer-definition.js';

/** A message to replay, and where it was found. */
export interface SourcedMessage {
  readonly delivery: Delivery;
  /** For people: `stream LOANS, sequence 17`, `archive of LOANS, row 12`. */
  readonly place: string;
  /** True for one that an operator sent to the consumer again; it may bring an event mended that had failed. */
  readonly isRedriven?: boolean;
}

/** Messages in the order of one source. */
export interface EventSource {
  /** The next message, undefined when there is none at the moment; a stream may have one later. */
  peek(): Promise<SourcedMessage | undefined>;
  /** Takes what `peek` showed. */
  advance(): void;
  /** What it is reading. */
  readonly part: 'archive' | 'stream';
  /** Messages still to come, as far as it knows. */
  readonly remaining: number;
  close(): Promise<void>;
}
