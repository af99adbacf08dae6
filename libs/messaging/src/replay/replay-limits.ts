/** Every limit and wait of a replay, each with its reason. Times in ms. */

/** Events written in one transaction: past some hundred the gain per event is small, and halving costs more. */
export const REPLAY_BATCH_EVENTS = 500;

/**
 * Messages asked for at once from one stream. Two pages may be in memory, of messages no larger than the broker allows: with
 * its default of 1 MB and in the worst case that is 400 MB for a stream, and some MB in practice.
 */
export const REPLAY_PAGE_MESSAGES = 200;

/** Archived messages asked for at once; an answer must fit into one message when it comes from another service. */
export const ARCHIVE_PAGE_MESSAGES = 200;

/** A page that takes longer counts as lost and is asked for again. */
export const PAGE_EXPIRES_MS = 5_000;

/** The broker forgets a replay's consumer this long after nobody asked for messages: the process died, or handles a batch. */
export const CONSUMER_FORGOTTEN_AFTER_MS = 5 * 60_000;

/**
 * A source that cannot be read, or a dependency that is away, for this long ends the replay; to begin again is better than to
 * hold tables half-built.
 */
export const SOURCE_PATIENCE_MS = 5 * 60_000;

/** Attempts of an event that fails alone and does not say that it always will. */
export const EVENT_ATTEMPTS = 3;

/**
 * Events held in memory because their cause has not come yet. They are tried again when the sources are exhausted and
 * after so many further events that the tries cost less than the events themselves.
 */
export const WAITING_MAX = 10_000;
export const WAITING_RETRY_RATIO = 10;

/** Failed events of a replay that skips them; past this the handler is broken and not the events. */
export const FAILED_MAX = 10_000;

/** Failed events that are listed by place and error; the others are counted. */
export const FAILED_LISTED = 100;

/** Characters of an error in that list. */
export const FAILED_ERROR_CHARACTERS = 500;

/** The progress in the table is this fresh, and an abort asked of another replica is noticed within it. */
export const PROGRESS_EVERY_MS = 1_000;

/**
 * Events left to read at which the swap is tried. Live handling stands still while they are written: some tens of ms.
 */
export const SWAP_LAG_EVENTS = 500;

/** How long the swap waits for the live consumer to finish its batch; that one is waited for by nobody meanwhile. */
export const CONSUMER_LOCK_WAIT_MS = 5_000;

/** How long live handling may stand still while the rest is read and written. What needs longer is tried again later. */
export const EXCLUSIVE_MS = 3_000;

/**
 * How long the swap waits for readers of the live tables. Shorter than PostgreSQL's `deadlock_timeout` (1 s), so that the
 * swap steps back before a reader that came in another order is chosen as the victim.
 */
export const TABLE_LOCK_WAIT_MS = 500;

/**
 * A statement of the swap. The longest adds to the inbox what the live consumer is behind by: some four seconds for a hundred
 * thousand events (measured), so a consumer that far behind does not time the swap out.
 */
export const SWAP_STATEMENT_MS = 5 * 60_000;

/** Attempts to swap, with growing pauses: what cannot be had in some minutes needs an operator's eye. */
export const SWAP_ATTEMPTS = 40;
export const SWAP_RETRY_MIN_MS = 200;
export const SWAP_RETRY_MAX_MS = 5_000;

/**
 * Attempts at which the live inbox holds events that the rebuild has not seen, before that is taken as the truth: the replica
 * of a stream that answers the replay may be behind the one that feeds the live consumer.
 */
export const LACKING_ATTEMPTS = 4;

/** Lacking events that are named. */
export const LACKING_LISTED = 10;
