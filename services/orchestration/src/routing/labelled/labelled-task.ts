import type { TaskContext } from '../../tasks/task.js';

/** Who should get it, or that nobody should without a question, or that a person should. */
export type Expected = { readonly agentId: string; readonly personaId: string | null } | 'clarify' | 'person';

/** A task of which a person has said where it belongs. */
export interface LabelledTask {
  readonly id: string;
  /** Rules were written and tuned with `train` in view; `holdout` was only ever measured. */
  readonly split: 'train' | 'holdout';
  readonly capability?: string;
  readonly context: TaskContext;
  readonly expected: Expected;
}
