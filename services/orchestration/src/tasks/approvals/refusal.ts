import type { TaskError } from '../task.js';

/** A no, as the error of a task: `rejected`, `expired`, `changes_asked`, `denied`, …; `not_allowed` where leave was not valid. */
export const refusal = ({ verdict, reason }: { readonly verdict: string; readonly reason: string }): TaskError => ({
  code: verdict === 'refused' ? 'not_allowed' : verdict,
  message: reason,
});
