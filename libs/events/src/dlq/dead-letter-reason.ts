/** Why a message became a dead letter. The consumers of messaging use these very words. */
export const DEAD_LETTER_REASONS = [
  /** Its handler said that it can never work, or it breaks the rules of its class. */
  'permanent',
  /** Every attempt failed. */
  'attempts exhausted',
  /** What it waited for did not come in time. */
  'waited too long',
  /** The broker gave up on it: it never came to an outcome, most likely because it ended its process each time. */
  'deliveries exhausted',
  /** It is of a version that this consumer does not know yet. */
  'unknown version',
] as const;

export type DeadLetterReason = (typeof DEAD_LETTER_REASONS)[number];
