import type { Outbox, Requests, UnitOfWork } from '@vividwalls/messaging';
import type { Clock, Log } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { Rosters } from '../../registry/roster.js';
import type { TaskChanges } from '../changes/task-changes.js';
import type { Assignments, Executors, Router, TaskDesk } from '../ports.js';
import type { RunnerSettings } from './runner-settings.js';
import type { WakeUps } from './wake-ups.js';

/** What agents were seen to hand to one another. */
export type ObservesPaths = (
  tx: EntityManager,
  paths: readonly { readonly from: string; readonly to: string }[],
  at: Date,
) => Promise<void>;

/** Everything that a runner works with. */
export interface EngineParts {
  readonly work: Pick<UnitOfWork, 'run'>;
  readonly outbox: Pick<Outbox, 'append'>;
  readonly requests: Pick<Requests, 'ask'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly rosters: Rosters;
  readonly router: Router;
  readonly assignments: Assignments;
  readonly executors: Executors;
  readonly desk: TaskDesk;
  readonly changes: TaskChanges;
  readonly wakeUps: WakeUps;
  readonly observePaths: ObservesPaths;
  /** ISO 4217, in which work is paid for. */
  readonly currency: string;
  /** 0 to 1, for the jitter of delays. */
  readonly chance: () => number;
  /** Names this process among those that hold leases. */
  readonly owner: string;
  readonly settings: RunnerSettings;
}
