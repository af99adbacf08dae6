import type { NewTask } from '../task.js';

/** Bytes of an input or a context as JSON: a task names things, it does not carry them. */
export const INPUT_BYTES_MAX = 64 * 1_024;

/** Characters of ids and keys, as events take them. */
export const ID_MAX = 255;

/** A capability's name. */
const CAPABILITY_MAX = 64;

/** Tasks that can't be taken; a fault of whoever asks. */
export class TaskRefused extends Error {
  override readonly name = 'TaskRefused';
  constructor(
    readonly key: string,
    readonly faults: readonly string[],
  ) {
    super(`the task ${key.slice(0, 80)} can't be taken: ${faults.join('; ')}`);
  }
}

/** What is wrong with a task, by JSON pointer; empty when nothing is. */
export function faultsOfTask(task: NewTask): string[] {
  const { key, subject, requestedBy, capability, cause } = task;
  const ids = { key, subject, requestedBy, correlationId: cause.correlationId, causationId: cause.causationId };
  return [
    ...Object.entries(ids).flatMap(([name, id]) =>
      id.length >= 1 && id.length <= ID_MAX ? [] : [`/${name} must have 1 to ${ID_MAX} characters`],
    ),
    ...(capability !== null && (capability === '' || capability.length > CAPABILITY_MAX)
      ? [`/capability must have 1 to ${CAPABILITY_MAX} characters`]
      : []),
    ...(['input', 'context'] as const).flatMap((name) => {
      const bytes = Buffer.byteLength(JSON.stringify(task[name]));
      return bytes <= INPUT_BYTES_MAX ? [] : [`/${name} has ${bytes} bytes, at most ${INPUT_BYTES_MAX} are taken`];
    }),
    ...(task.mode === 'propose' && task.agentId === undefined ? ['/agentId must be there for a proposal'] : []),
  ];
}
