/** A replay that cannot begin as asked: no such model, or no such beginning. Nothing happened. */
export class ReplayRefused extends Error {
  override readonly name = 'ReplayRefused';
}

/** A service rebuilds one model at a time. */
export class ReplayUnderWay extends Error {
  override readonly name = 'ReplayUnderWay';
  constructor() {
    super('another replay of this service is under way; wait for its end or abort it');
  }
}

/** Somebody asked for the end; nothing was changed. */
export class ReplayAborted extends Error {
  override readonly name = 'ReplayAborted';
  constructor(readonly by: string) {
    super(`aborted by ${by}`);
  }
}

/** The process is being stopped; nothing was changed. */
export class ReplayInterrupted extends Error {
  override readonly name = 'ReplayInterrupted';
  constructor(why = 'the process was stopped') {
    super(`${why}; nothing was changed, start it again`);
  }
}

/** The session that holds the replay's lock is gone, and with it the right to write. */
export class SessionLost extends Error {
  override readonly name = 'SessionLost';
  constructor(cause: unknown) {
    super('the database session was lost; nothing was changed, start the replay again', { cause });
  }
}

/** An event that the handlers of the model do not take. */
export class EventNotHandled extends Error {
  override readonly name = 'EventNotHandled';
  constructor(place: string, eventId: string | null, reason: string) {
    super(
      `${place}${eventId === null ? '' : `, event ${eventId}`} cannot be handled: ${reason}. Nothing was changed. ` +
        'Mend the handler, redrive a mended event, or start the replay so that it skips what fails',
    );
  }
}

/** A handler wrote to something that is not a table of its read model, so replaying it would have had an effect twice. */
export class WroteElsewhere extends Error {
  override readonly name = 'WroteElsewhere';
  constructor(tables: readonly string[]) {
    super(
      `a handler of the read model wrote to ${tables.join(', ')}. It may write to the declared tables only, by names without ` +
        'a schema; declare the table, or move the statement into a method marked with SideEffect',
    );
  }
}
