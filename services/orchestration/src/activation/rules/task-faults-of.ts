import { outputFaults } from '../../executors/output-schema.js';
import type { Roster } from '../../registry/roster.js';
import { faultsOfTask } from '../../tasks/enqueue/task-faults.js';
import type { NewTask } from '../../tasks/task.js';

/** What is wrong with a task that a rule made; empty when it can be taken. The event must not suffer for it. */
export function faultsOfMade(task: NewTask, roster: Roster): string[] {
  const faults = faultsOfTask(task);
  if (task.capability === null) return faults;
  const capability = roster.capabilities.get(task.capability);
  if (!capability) return [...faults, `/capability there is no ${task.capability}`];
  return [...faults, ...outputFaults(capability.inputSchema, task.input).map((fault) => `/input${fault}`)];
}
