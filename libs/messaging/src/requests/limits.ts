/** Every limit and wait of requests in one place, each with its reason. Times in ms, sizes in bytes. */

/** Whoever can wait longer does not need the answer now: that is work for an event. */
export const MAX_DEADLINE_MS = 30_000;

/**
 * Questions of one contract that this process has open at a time. At some ms each that is thousands per second; when answers
 * stop coming, no more than this many callers wait for their deadlines.
 */
export const MAX_ASKING = 128;

/**
 * Questions of one contract that this process answers at a time: with a pool of eight connections and some ms each, the last
 * of them waits for a tenth of a second. Whoever comes beyond that is told so at once; a queue would make all too late.
 */
export const MAX_ANSWERING = 128;

/** Failures in a row after which a contract's circuit opens: a lost message is no reason, a dead answerer is. */
export const OPENS_AFTER_FAILURES = 5;

/** An open circuit lets one question through after this: about the time in which a service starts again. */
export const HALF_OPENS_AFTER_MS = 5_000;

/** Handlers that ignore their signal are not waited for longer than this once it is aborted on shutdown. */
export const ABORTED_GRACE_MS = 500;

/** Faults named in an answer; more would not help whoever mends the question. */
export const FAULTS_SHOWN = 20;

/** A message of an error that leaves the process. */
export const MESSAGE_LIMIT = 1_000;

/** Left for headers within the broker's `max_payload`, which counts them. */
export const HEADERS_ROOM = 1_024;
