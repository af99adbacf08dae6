import type { ExecutionOutcome, ExecutionRequest } from '../../executors/executor.js';
import type { Executors } from '../ports.js';
import type { TaskRecord } from '../record/task-record.js';

/** Why a run was told to stop. `lost`: another runner has the task, or it has ended; what this run says counts no more. */
export type StopReason = 'deadline' | 'cancel' | 'lost' | 'stopping';

export type RunEnd =
  | { readonly kind: 'outcome'; readonly outcome: ExecutionOutcome }
  /** It stopped, or did not stop in time, because it was told to. */
  | { readonly kind: 'stopped'; readonly why: StopReason };

/** The longest that a timer can be set to; beyond, Node fires at once. */
const TIMER_MAX_MS = 2 ** 31 - 1;

interface Run {
  readonly task: TaskRecord;
  readonly controller: AbortController;
}

/** What is at work in this process: each run with its deadline and its signal. */
export class RunningTasks {
  private readonly runs = new Map<string, Run>();

  /** @param graceMs who was told to stop has so long to do so */
  constructor(
    private readonly executors: Pick<Executors, 'execute'>,
    private readonly graceMs: number,
  ) {}

  get size(): number {
    return this.runs.size;
  }

  /** Whether one of them was there when runners died. */
  get hasSuspect(): boolean {
    for (const { task } of this.runs.values()) if (task.deaths > 1) return true;
    return false;
  }

  get tasks(): TaskRecord[] {
    return [...this.runs.values()].map(({ task }) => task);
  }

  /** Runs a try to its end. Never throws. The task counts as running until it is forgotten. */
  async run(task: TaskRecord, request: ExecutionRequest, now: Date): Promise<RunEnd> {
    const controller = new AbortController();
    const run: Run = { task, controller };
    this.runs.set(task.id, run);
    const leftMs = Math.min(TIMER_MAX_MS, Math.max(1, request.deadline.getTime() - now.getTime()));
    const timer = setTimeout(() => controller.abort('deadline' satisfies StopReason), leftMs);
    try {
      return await this.untilStopped(request, controller.signal);
    } finally {
      clearTimeout(timer);
    }
  }

  stop(taskId: string, why: StopReason): void {
    this.runs.get(taskId)?.controller.abort(why);
  }

  /** Under a newer lease the same task may be at work again: that run stays. */
  forget({ id, leaseToken }: TaskRecord): void {
    if (this.runs.get(id)?.task.leaseToken === leaseToken) this.runs.delete(id);
  }

  private untilStopped(request: ExecutionRequest, signal: AbortSignal): Promise<RunEnd> {
    return new Promise((resolve) => {
      const stopped = () => resolve({ kind: 'stopped', why: signal.reason as StopReason });
      let grace: NodeJS.Timeout | undefined;
      const aborted = () => {
        if (signal.reason === 'lost') stopped();
        else grace = setTimeout(stopped, this.graceMs);
      };
      signal.addEventListener('abort', aborted, { once: true });
      void this.outcomeOf(request, signal).then((outcome) => {
        clearTimeout(grace);
        signal.removeEventListener('abort', aborted);
        // What was done in spite of it is done; what failed after it was told to stop did so because of that.
        if (signal.aborted && outcome.kind !== 'succeeded') stopped();
        else resolve({ kind: 'outcome', outcome });
      });
    });
  }

  private async outcomeOf(request: ExecutionRequest, signal: AbortSignal): Promise<ExecutionOutcome> {
    try {
      return await this.executors.execute(request, signal);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return { kind: 'failed', code: 'executor_failed', message, retryable: true, cost: {} };
    }
  }
}
