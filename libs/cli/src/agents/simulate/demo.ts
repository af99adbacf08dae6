import type { MigrationDetail, MigrationShown, TaskShown } from '@vividwalls/contracts';
import type { ProofTask } from '@vividwalls/simulator';
import { Api } from '../../api/api.js';
import { keyed } from '../../api/keyed.js';
import { CommandError, interrupted } from '../../command-error.js';
import { migrationPath, MIGRATIONS } from '../../consolidation/consolidation-api.js';
import type { Context } from '../../context.js';
import { ExitCode } from '../../exit-codes.js';
import { Settings } from '../../settings.js';

export const TASKS = '/api/orchestration/tasks';

const PAGE_SIZE = 100;
/** More than there are agents, migrations or budgets of a period. */
export const ALL = 2_000;

/** What became of one task of a batch. */
export interface TakenTask {
  readonly id: string;
  readonly key: string;
  /** False when it was there already. */
  readonly isNew: boolean;
}

/** Small requests at once, and migrations at once unless said otherwise: two cores are busy then, and have room for the shop. */
export const LANES = 6;

/** A service that is started anew is back in seconds; whoever is away for longer is away. */
const AWAY_TRIES = 20;
const AWAY_PAUSE_MS = 1_000;

/** The system that the demo plays on, as its commands and waits need it. Nothing is remembered: the system is asked. */
export class Demo {
  /** Tasks that were sent, and those of them that were not there before. */
  readonly sent = { all: 0, fresh: 0 };

  readonly api: Api;
  private readonly signal: AbortSignal;

  constructor(private readonly context: Pick<Context, 'api' | 'settings' | 'terminal'>) {
    this.api = context.api;
    this.signal = context.terminal.signal;
  }

  /** The same system, signed in with another key. */
  as(key: string): Api {
    const { terminal, settings } = this.context;
    return new Api(new Settings(terminal, { url: settings.url, key }), this.signal);
  }

  /** The same system, also after the demo was interrupted, for so long. */
  lasting(ms: number): Api {
    return new Api(this.context.settings, AbortSignal.timeout(ms));
  }

  get now(): Date {
    return this.context.terminal.now();
  }

  migrations(): Promise<MigrationShown[]> {
    return this.patiently(() => this.api.list<MigrationShown>(MIGRATIONS, {}, ALL, PAGE_SIZE));
  }

  migration(id: string): Promise<MigrationDetail> {
    return this.patiently(() => this.api.get<MigrationDetail>(migrationPath(id)));
  }

  task(id: string): Promise<TaskShown> {
    return this.patiently(() => this.api.get<TaskShown>(`${TASKS}/${id}`));
  }

  /** Asks for work. What was asked for before is not asked for again. */
  async send(tasks: readonly ProofTask[], api: Api = this.api): Promise<readonly TakenTask[]> {
    if (tasks.length === 0) return [];
    const headers = keyed();
    const { items } = await this.patiently(() =>
      api.post<{ items: readonly TakenTask[] }>(`${TASKS}/batch`, { tasks }, headers),
    );
    this.sent.all += items.length;
    this.sent.fresh += items.filter(({ isNew }) => isNew).length;
    return items;
  }

  /** Lets a service that is started anew come back. The work must be one that may be done twice. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await work();
      } catch (error) {
        const isAway = error instanceof CommandError && error.exitCode === ExitCode.unreachable;
        if (!isAway || tries >= AWAY_TRIES) throw error;
        await this.pause(AWAY_PAUSE_MS);
      }
    }
  }

  /** @throws CommandError when it was interrupted */
  pause(ms: number): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.signal.aborted) return reject(interrupted());
      const stop = (): void => (clearTimeout(timer), reject(interrupted()));
      const timer = setTimeout(() => (this.signal.removeEventListener('abort', stop), resolve()), ms);
      this.signal.addEventListener('abort', stop, { once: true });
    });
  }
}

/** Whether the server said no to this very thing: it is there already, or has moved on. */
export const isRefusal = (error: unknown, ...statuses: readonly number[]): boolean =>
  error instanceof CommandError && statuses.includes(Number(error.details.status));
