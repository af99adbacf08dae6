import type { MessagingLog } from '../log.js';
import type { RebuildSession } from './rebuild-session.js';
import { ReplayAborted, SessionLost } from './replay-errors.js';
import type { ReplayHistory } from './replay-history.js';
import { PROGRESS_EVERY_MS } from './replay-limits.js';
import type { ReplayProgress } from './replay.js';

export interface ProgressTellerSettings {
  readonly id: string;
  readonly history: ReplayHistory;
  readonly session: RebuildSession;
  readonly progress: () => ReplayProgress;
  readonly ending: AbortController;
  readonly log: MessagingLog;
}

/**
 * Writes a replay's progress down while it runs, whatever it is waiting for, and ends it when somebody has asked for that at
 * another replica or when its session is gone.
 */
export class ProgressTeller {
  private readonly timer: NodeJS.Timeout;
  private telling: Promise<void> | undefined;

  constructor(private readonly settings: ProgressTellerSettings) {
    this.timer = setInterval(() => this.tellNow(), PROGRESS_EVERY_MS);
  }

  /** Without waiting for the next second, and for the answer. */
  tellNow(): void {
    this.telling ??= this.tell().finally(() => (this.telling = undefined));
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.telling;
  }

  private async tell(): Promise<void> {
    const { id, history, session, progress, ending, log } = this.settings;
    try {
      if (!session.isAlive) return ending.abort(new SessionLost(undefined));
      const abortedBy = await history.progress(id, progress());
      if (abortedBy !== undefined) ending.abort(new ReplayAborted(abortedBy));
    } catch (error) {
      log.warn('the progress of a replay could not be written down', { replay: id, error: (error as Error).message });
    }
  }
}
