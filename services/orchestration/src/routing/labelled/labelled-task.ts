import type { TaskContext } from '../../tasks/task.js';

/** Who should get it, or that nobody should without a question, or that a person should. */
export type Expected = { readonly agentId: string; readonly personaId: string | null } | 'clarify' | 'person';

/** Who wrote a task: whoever wrote the rules, somebody who saw neither rules nor samples, or life. */
export type Author = 'rules' | 'independent' | 'correction';

/** A task of which a person has said where it belongs. */
export interface LabelledTask {
  readonly id: string;
  /** Routing learns from `train` and is tuned with it; `holdout` is only ever measured. */
  readonly split: 'train' | 'holdout';
  /** Left out: a correction. */
  readonly author?: Author;
  readonly capability?: string;
  readonly context: TaskContext;
  readonly expected: Expected;
}
