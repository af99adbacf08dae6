import type { StreamSettings } from './streams.js';

/** Streams of the core itself, beside those of the producers. */
export const CORE_STREAMS = {
  /** Messages no consumer could handle, and what became of them. */
  deadLetters: 'DLQ',
  /** Redriven messages, each for the one consumer that failed. */
  redrive: 'REDRIVE',
  /** What operators did: replays, and whatever a project adds. */
  operations: 'OPERATIONS',
  /** The broker's advisories about messages it gave up. */
  advisories: 'ADVISORIES',
} as const;

const DAY_MS = 86_400_000;
const KEPT_MS = 30 * DAY_MS;

/** Their declaration, for projects that have no registry of their own. */
export function coreStreams(namespace: string): StreamSettings[] {
  return [
    {
      name: CORE_STREAMS.deadLetters,
      subjects: [`${namespace}.dlq.>`],
      description: 'Messages no consumer could handle, and what became of them',
      maxAgeMs: 3 * KEPT_MS,
    },
    {
      name: CORE_STREAMS.operations,
      subjects: [`${namespace}.operations.>`],
      description: 'What operators did to the messaging itself: replays, republishing',
      maxAgeMs: 3 * KEPT_MS,
    },
    {
      name: CORE_STREAMS.redrive,
      subjects: [`${namespace}.redrive.>`],
      description: 'Redriven messages, each for the one consumer that failed',
      maxAgeMs: KEPT_MS,
    },
    {
      name: CORE_STREAMS.advisories,
      subjects: ['$JS.EVENT.ADVISORY.CONSUMER.MAX_DELIVERIES.>'],
      description: 'What the broker says about messages it gave up',
      maxAgeMs: KEPT_MS,
    },
  ];
}
