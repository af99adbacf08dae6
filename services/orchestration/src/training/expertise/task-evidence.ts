import { NOT_ITS_FAULT } from '../../consolidation/outcomes/arm-of.js';
import type { Task } from '../../tasks/task.js';

/** One outcome, for or against somebody's expertise. */
export interface OutcomeSeen {
  readonly agentId: string;
  /** Empty: in its own role. */
  readonly personaId: string;
  readonly capability: string;
  readonly succeeded: boolean;
  readonly at: Date;
}

type Ended = Pick<
  Task,
  'test' | 'mode' | 'capability' | 'agentId' | 'personaId' | 'tried' | 'state' | 'error' | 'startedAt' | 'endedAt'
>;

/**
 * What the end of a task says of those who did it: the last one succeeded or failed, and whoever it fell back from has failed. Tests,
 * proposals, what never began, what was cancelled, and what was not let or could not be done say nothing.
 */
export function taskEvidence(task: Ended, now: Date): OutcomeSeen[] {
  const { test, mode, capability, agentId, personaId, tried, state, error, startedAt } = task;
  if (test || mode !== 'act' || capability === null || startedAt === null || state === 'cancelled') return [];
  const at = task.endedAt ?? now;
  const seen = (
    who: { readonly agentId: string; readonly personaId: string | null },
    succeeded: boolean,
  ): OutcomeSeen => ({
    ...{ agentId: who.agentId, personaId: who.personaId ?? '', capability, succeeded, at },
  });
  const failed = tried.map((who) => seen(who, false));
  if (agentId === null || NOT_ITS_FAULT.has(error?.code ?? '')) return failed;
  return [...failed, seen({ agentId, personaId }, state === 'succeeded')];
}
