/** Addresses of the desk. */
export const LETTERS = '/api/gateway/dead-letters';
export const JOBS = `${LETTERS}/jobs`;

export const LETTER_STATES = ['open', 'redriving', 'handled', 'failed again', 'discarded'] as const;
export type LetterState = (typeof LETTER_STATES)[number];

/** Why a consumer gave an event up. */
export const FAILURES = [
  'permanent',
  'attempts exhausted',
  'waited too long',
  'deliveries exhausted',
  'unknown version',
] as const;

/** An event that a consumer could not handle. Fields that a newer system adds are passed on as they are. */
export interface ListedLetter {
  readonly id: string;
  readonly state: LetterState;
  readonly consumer: string;
  readonly reason: string;
  /** In a list, its beginning. */
  readonly error: string;
  readonly attempts: number;
  readonly origin: {
    readonly stream: string;
    readonly sequence: string;
    readonly subject: string;
    readonly eventId: string | null;
    readonly eventType: string | null;
  };
  readonly subject: string | null;
  readonly failedAt: string;
  readonly redrives: number;
  readonly previousLetterId: string | null;
  readonly nextLetterId: string | null;
  readonly lastAct: {
    readonly kind: string;
    readonly at: string;
    readonly by: string;
    readonly reason: string;
    readonly edited: boolean;
    readonly jobId: string | null;
  } | null;
  readonly settledAt: string | null;
}

export interface Letter extends ListedLetter {
  /** The message as it was. */
  readonly payload: string;
  readonly encoding: 'utf8' | 'base64';
}

export interface LetterGroup {
  readonly state: LetterState;
  readonly consumer: string;
  readonly type: string | null;
  readonly reason: string;
  readonly count: number;
  readonly oldest: string;
  readonly newest: string;
}

/** What a job would touch. */
export interface DryRun {
  readonly total: number;
  readonly groups: readonly LetterGroup[];
  readonly first: readonly ListedLetter[];
}

export interface LetterJob {
  readonly id: string;
  readonly kind: 'redrive' | 'discard';
  readonly state: 'pending' | 'running' | 'finished' | 'aborted';
  readonly filter: object;
  readonly reason: string;
  readonly actor: string;
  readonly ratePerSecond: number;
  readonly total: number;
  readonly done: number;
  readonly skipped: number;
  /** How many were skipped, by why. */
  readonly skips: Readonly<Record<string, number>>;
  /** Of those sent again, as far as their consumer has told by now. */
  readonly handled: number;
  readonly failedAgain: number;
  readonly requestedAt: string;
  readonly endedAt: string | null;
  readonly endedBy: string | null;
  readonly abortReason: string | null;
}
