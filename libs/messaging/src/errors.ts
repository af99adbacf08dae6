/** Passing trouble: try again later, with growing delay, up to the attempt limit. The default for unknown errors. */
export class Retryable extends Error {
  override readonly name: string = 'Retryable';
}

/** It will never work: straight to the dead letters. */
export class Permanent extends Error {
  override readonly name: string = 'Permanent';
}

/** The event is of a version newer than any this program knows: it can be handled once the program is newer. */
export class UnknownVersion extends Permanent {
  override readonly name: string = 'UnknownVersion';
}

/** What this event needs has not arrived yet. It waits without counting as a failure, until its deadline. */
export class NotYet extends Error {
  override readonly name: string = 'NotYet';
  /** @param until after this moment the wait ends and the event becomes a dead letter; a later try may bring it nearer, never put it off */
  constructor(
    message: string,
    readonly until: Date,
  ) {
    super(message);
  }
}

/**
 * Something a handler depends on is away or short: another service, a cache, an API. The whole consumer waits, as it does
 * for its database, and nothing is counted as an attempt: every other event would fail the same way.
 */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable';
  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is not available`, options);
  }
}
