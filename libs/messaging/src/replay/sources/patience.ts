import { pause, retryDelayMs } from '../../backoff.js';
import { OUTAGE_WAIT_MAX_MS, OUTAGE_WAIT_MIN_MS } from '../../limits.js';
import type { MessagingLog } from '../../log.js';
import { SOURCE_PATIENCE_MS } from '../replay-limits.js';

/** Trying again cannot help. */
export class SourceGone extends Error {
  override readonly name = 'SourceGone';
}

export interface PatienceSettings {
  /** What is read: `stream LOANS`. */
  readonly what: string;
  readonly log: MessagingLog;
  readonly signal: AbortSignal;
}

/**
 * Reads with growing pauses until it works.
 *
 * @throws SourceGone at once; another error of the last try after {@link SOURCE_PATIENCE_MS}, or when the signal aborts
 */
export async function patiently<T>({ what, log, signal }: PatienceSettings, read: () => Promise<T>): Promise<T> {
  const began = performance.now();
  for (let failures = 1; ; failures += 1) {
    try {
      return await read();
    } catch (error) {
      if (error instanceof SourceGone || signal.aborted) throw error;
      const { message } = error as Error;
      if (performance.now() - began > SOURCE_PATIENCE_MS) {
        throw new Error(`${what} could not be read for ${SOURCE_PATIENCE_MS / 60_000} min: ${message}`, {
          cause: error,
        });
      }
      log.warn('a replay waits for its source', { what, error: message });
      await pause(retryDelayMs(failures, OUTAGE_WAIT_MIN_MS, OUTAGE_WAIT_MAX_MS), signal);
    }
  }
}
