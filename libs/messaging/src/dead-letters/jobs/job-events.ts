export type LetterJobKind = 'redrive' | 'discard';

/** Data of `<namespace>.dlq.job.started.v1`. */
export interface LetterJobStartedData {
  readonly jobId: string;
  readonly kind: LetterJobKind;
  /** As it was asked for. */
  readonly filter: object;
  readonly reason: string;
  /** Letters that were open and matched. */
  readonly total: number;
  readonly ratePerSecond: number;
}

/** Data of `<namespace>.dlq.job.ended.v1`. */
export interface LetterJobEndedData {
  readonly jobId: string;
  readonly outcome: 'finished' | 'aborted';
  readonly done: number;
  readonly skipped: number;
}
