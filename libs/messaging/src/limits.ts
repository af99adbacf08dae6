/**
 * Every limit and wait of the messaging core in one place, each with its reason. Times in ms, sizes in bytes.
 */

/** Events handled in one transaction at most: beyond a few hundred the gain per event is small and bisecting costs more. */
export const MAX_BATCH_EVENTS = 500;

/**
 * While events come at a steady pace, a batch begins no sooner than this after the last one: at 500 a second, a transaction for
 * every five of them cost twice the processor time of one for every dozen. A batch of fewer than {@link GATHER_FROM} is no
 * such pace, so what comes now and then is handled at once; and what has {@link GATHER_ENOUGH} already does not wait.
 */
export const GATHER_MS = 25;
export const GATHER_FROM = 4;
export const GATHER_ENOUGH = 100;

/** The same for the relay's rounds. Shorter, because everybody behind it waits. */
export const RELAY_GATHER_MS = 10;

/**
 * Messages fetched ahead and not yet handled, per source: enough that the next batch lies ready while one commits, little
 * enough that memory stays bounded whatever the size of a message: twice these bytes, or what a larger one has.
 */
export const PREFETCH_BYTES = 8 * 1024 * 1024;
export const PREFETCH_MESSAGES = 1_000;

/** Outbox rows that go with the COMMIT of their transaction, at most, and the characters of their payloads. */
export const FLIGHT_ROWS_MAX = 512;
export const FLIGHT_SIZE_MAX = 256 * 1024;

/** Rows of these with a statement each; of more, one insert of all is cheaper. */
export const ROW_STATEMENTS_MAX = 8;

/** Outbox rows in one insert, and the characters of their payloads: the driver writes all of an insert in one go. */
export const INSERT_ROWS_MAX = 5_000;
export const INSERT_SIZE_MAX = 1024 * 1024;

/**
 * The core gives the event loop back after so much work of its own: a request that comes in between waits for a turn at each
 * of its steps, and there are about five.
 */
export const TURN_MS = 2;

/** A pull request waits this long at the broker for messages; then it is asked again. */
export const PULL_EXPIRES_MS = 30_000;

/** While a pull waits, the broker says so this often; silence for two of them means that the pull is lost. */
export const PULL_HEARTBEAT_MS = 5_000;

/** Unacknowledged messages the broker lets a consumer have over all its replicas. */
export const MAX_ACK_PENDING = 4_000;

/**
 * The broker redelivers what is neither acknowledged nor reported as in progress for this long: what a killed process held
 * waits no longer than this.
 */
export const ACK_WAIT_MS = 10_000;

/** `working()` is sent for held messages this often within that time: three chances before the broker loses patience. */
export const WORKING_PER_ACK_WAIT = 3;

/** Attempts of a Retryable failure before the event becomes a dead letter. With the delays below about a minute. */
export const MAX_ATTEMPTS = 8;

/**
 * The broker's own limit. Far larger than {@link MAX_ATTEMPTS}: giving back on shutdown and every death of a process count as
 * deliveries of all that was fetched, whoever was to blame. It is the last net only; see {@link DEATHS_ALONE_MAX}.
 */
export const MAX_DELIVERIES = 100;

/**
 * What was delivered more often than this without an outcome is suspected of killing its process, and is handled in ever
 * smaller groups, at last alone: then the guilty one dies by itself, and its neighbours commit.
 */
export const SUSPECT_AFTER_DELIVERIES = 3;

/** Each further delivery makes the groups of suspects smaller by this factor: 500, 125, 31, 7, 1. */
export const SUSPECT_GROUP_SHRINKS_BY = 4;

/** So many times may a process die while it handles one message alone before that message is taken for the cause. */
export const DEATHS_ALONE_MAX = 3;

/** Trials of messages that never came to an outcome here are forgotten after this many days: longer than streams keep them. */
export const TRIALS_KEPT_DAYS = 100;

/** An event that waits for its cause (NotYet) is tried again between these; the delay doubles. */
export const WAITING_RETRY_MIN_MS = 100;
export const WAITING_RETRY_MAX_MS = 15_000;

/** Looks at the waiting room while somebody waits in it, and while nobody is known to. */
export const WAITING_LOOK_MS = 100;
export const WAITING_LOOK_EMPTY_MS = 5_000;

/** Waiting events tried in one transaction. */
export const WAITING_BATCH = 200;

/** Whoever tries a waiting event has it to himself for this long; what a killed process had begun is tried again after it. */
export const WAITING_TURN_MS = 10_000;

/** First retry delay; doubled per attempt, with jitter, up to {@link RETRY_MAX_MS}. */
export const RETRY_BASE_MS = 500;
export const RETRY_MAX_MS = 5 * 60_000;

/** Wait between looks at a database or broker that is away; grows from the first to the second. */
export const OUTAGE_WAIT_MIN_MS = 100;
export const OUTAGE_WAIT_MAX_MS = 5_000;

/** Relay batches adapt between these: small ones for latency when idle, large ones for throughput under load. */
export const RELAY_BATCH_MIN = 64;
export const RELAY_BATCH_MAX = 2_000;

/** Bytes of payload in one batch, unless a single row has more: what is read ahead and in flight stays within memory. */
export const RELAY_BATCH_BYTES = 8 * 1024 * 1024;

/** Ranges of unpublished ids below the relay's position. Past this it publishes what is due there before reading on. */
export const RELAY_HOLES_MAX = 10_000;

/** Rows that no stream takes and that wait beside the others. Past this the relay waits with them: its own stream is gone. */
export const RELAY_DEFERRED_MAX = 10_000;

/** An id that is missing this long is looked into: still being written, or rolled back. */
export const HOLE_GRACE_MS = 200;

/** A process that commits while another one leads the relay rings at its door at most this often. */
export const DOORBELL_MS = 10;

/** The relay looks for rows this often even when nobody woke it: rows of other replicas and of a dead process. */
export const RELAY_POLL_MS = 250;

/** A follower tries to become the relay's leader this often; bounds the takeover time after a death. */
export const LEADER_RETRY_MS = 500;

/** A leader's session is asked for a sign of life at the first interval, and given up after the second without any. */
export const LEADER_HEARTBEAT_MS = 2_000;
export const LEADER_SILENCE_MS = 10_000;

/** An acknowledgement that takes longer counts as a broker that is away; the same message id makes another try safe. */
export const PUBLISH_TIMEOUT_MS = 5_000;

/** Published rows are kept this long, so that a lost stream can be published again. */
export const OUTBOX_KEPT_DAYS = 7;

/**
 * Inbox rows are kept this long: longer than any stream keeps its messages (90 days by default) and the archive can be
 * published again, so that whatever comes a second time is known.
 */
export const INBOX_KEPT_DAYS = 120;

/** Duplicates by message id are recognised by the broker within this window; the inbox covers all time. */
export const DUPLICATE_WINDOW_MS = 10 * 60_000;

/** A handler still running when shutdown begins has this long to finish. */
export const SHUTDOWN_GRACE_MS = 8_000;

/** Parked errors and dead letters keep this much of a message. */
export const ERROR_TEXT_LIMIT = 8_000;
