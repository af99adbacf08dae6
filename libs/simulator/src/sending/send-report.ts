export interface SendFailure {
  readonly webhookId: string;
  readonly topic: string;
  readonly attempts: number;
  /** The last answer's status; null when there was none. */
  readonly status: number | null;
  readonly reason: string;
}

export interface SendProgress {
  readonly acknowledged: number;
  readonly failed: number;
  readonly retries: number;
}

export interface SendReport extends SendProgress {
  /** Deliveries taken from the source; a repeated webhook counts each time. */
  readonly deliveries: number;
  /** Webhook ids answered 200, in the order of their answers; a repeated one is here each time. */
  readonly acknowledgedIds: readonly string[];
  /** At most `MAX_FAILURES_KEPT`; `failed` counts all. */
  readonly failures: readonly SendFailure[];
  /** Answers by status, retries included; `error` for connections that failed. */
  readonly answers: Readonly<Record<string, number>>;
  readonly elapsedMs: number;
  /** Acknowledged per second of the whole run. */
  readonly perSecond: number;
  /** From the intended moment of sending to the 200, retries included, milliseconds; null when nothing was acknowledged. */
  readonly latencyMs: {
    readonly p50: number | null;
    readonly p90: number | null;
    readonly p99: number | null;
    readonly max: number;
  };
  /** The run was ended by its signal, or given up because everything was refused. */
  readonly stopped: 'aborted' | 'refused' | null;
}

export const MAX_FAILURES_KEPT = 100;
