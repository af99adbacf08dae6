/** Longest texts of dead letters and of what is done with them, characters. */
export const DEAD_LETTER_LIMITS = {
  /** An error with its stack. Messaging keeps 8,000 of it, and may add a line of its own. */
  error: 10_000,
  /** No message of the broker is larger (`max_payload` of 8 MB), so no part of one is. */
  payload: 8 * 1024 * 1024,
  /** Longer ones do not fit into a control line of the NATS protocol. */
  subject: 4_096,
  /** An operator's words. */
  reason: 2_000,
} as const;
