/** One fault of what was asked for: a JSON pointer into the request (RFC 6901), and what is wrong there. */
export interface RequestFault {
  readonly pointer: string;
  readonly message: string;
}

export type RefusalKind =
  /** There is no such letter or job. */
  | 'unknown'
  /** Its state does not allow it: somebody has acted before. */
  | 'conflict'
  /** Its message cannot be sent in this way. */
  | 'unsendable'
  /** The request itself is wrong; faults say where. */
  | 'invalid';

/** The desk does not do what it was asked to. Nothing was changed. */
export class LetterRefused extends Error {
  override readonly name = 'LetterRefused';
  constructor(
    readonly kind: RefusalKind,
    message: string,
    readonly faults: readonly RequestFault[] = [],
  ) {
    super(message);
  }
}
