/**
 * Every limit and wait of the messaging core in one place, each with its reason. Times in ms, sizes in bytes.
 */

/** Events handled in one transaction at most: beyond a few hundred the gain per event is small and bisecting costs more. */
export const MAX_BATCH_EVENTS = 500;

/** Messages fetched ahead and not yet handled, per source; bounds memory together with {@link PREFETCH_BYTES}. */
export const PREFETCH_BYTES = 8 * 1024 * 1024;

/** Unacknowledged messages the broker lets a consumer have over all its replicas. */
export const MAX_ACK_PENDING = 4_000;

/**
 * The broker redelivers what is neither acknowledged nor reported as in progress for this long: what a killed process held
 * waits no longer than this.
 */
export const ACK_WAIT_MS = 10_000;

/** `working()` is sent for held messages this often: three chances before the broker loses patience. */
export const WORKING_INTERVAL_MS = ACK_WAIT_MS / 3;

/** Attempts of a Retryable failure before the event becomes a dead letter. With the delays below about ten minutes. */
export const MAX_ATTEMPTS = 8;

/**
 * The broker's own limit. Larger than {@link MAX_ATTEMPTS}, because waiting (NotYet) and giving back on shutdown count
 * as deliveries too; it only stops a message that kills its process every time.
 */
export const MAX_DELIVERIES = 100;

/** First retry delay; doubled per attempt, with jitter, up to {@link RETRY_MAX_MS}. */
export const RETRY_BASE_MS = 500;
export const RETRY_MAX_MS = 5 * 60_000;

/** Wait between looks at a database or broker that is away; grows from the first to the second. */
export const OUTAGE_WAIT_MIN_MS = 100;
export const OUTAGE_WAIT_MAX_MS = 5_000;

/** Relay batches adapt between these: small ones for latency when idle, large ones for throughput under load. */
export const RELAY_BATCH_MIN = 64;
export const RELAY_BATCH_MAX = 2_000;

/** The relay looks for rows this often even when nobody woke it: rows of other replicas and of a dead process. */
export const RELAY_POLL_MS = 250;

/** A follower tries to become the relay's leader this often; bounds the takeover time after a death. */
export const LEADER_RETRY_MS = 500;

/** An acknowledgement that takes longer counts as a broker that is away; the same message id makes another try safe. */
export const PUBLISH_TIMEOUT_MS = 5_000;

/** Published rows are kept this long, so that a lost stream can be published again. */
export const OUTBOX_KEPT_DAYS = 7;

/** Duplicates by message id are recognised by the broker within this window; the inbox covers all time. */
export const DUPLICATE_WINDOW_MS = 10 * 60_000;

/** A handler still running when shutdown begins has this long to finish. */
export const SHUTDOWN_GRACE_MS = 8_000;

/** Parked errors and dead letters keep this much of a message. */
export const ERROR_TEXT_LIMIT = 8_000;
