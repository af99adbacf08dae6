/** Passing trouble: try again later, with growing delay, up to the attempt limit. The default for unknown errors. */
export class Retryable extends Error {
  override readonly name: string = 'Retryable';
}

/** It will never work: straight to the dead letters. */
export class Permanent extends Error {
  override readonly name: string = 'Permanent';
}

/** What this event needs has not arrived yet. It waits without counting as a failure, until its deadline. */
export class NotYet extends Error {
  override readonly name: string = 'NotYet';
  /** @param until after this moment the wait ends and the event becomes a dead letter */
  constructor(
    message: string,
    readonly until: Date,
  ) {
    super(message);
  }
}
