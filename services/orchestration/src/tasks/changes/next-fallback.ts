import type { Agent } from '../../registry/agent.js';
import type { Roster } from '../../registry/roster.js';
import { routingOf, type TaskRecord } from '../record/task-record.js';
import { FALLBACK_STAGES, type FallbackStage } from '../task.js';

export interface Fallback {
  readonly stage: Exclude<FallbackStage, 'assigned'>;
  /** Null for a person where nobody had the task before. */
  readonly agentId: string | null;
  readonly personaId: string | null;
}

type FallingTask = Pick<TaskRecord, 'agentId' | 'personaId' | 'targetAgentId' | 'capability' | 'stage' | 'tried'> &
  Pick<TaskRecord, 'pinnedAgentId' | 'routing' | 'mode'>;

/**
 * Who is next when the present agent can't do it: another persona of the routed agent, another agent with the capability (as
 * routing ranked them, then by id), the director, a person. A stage is never gone back to, nobody is asked twice, and a task
 * that only one agent may do goes from its personas to a person. A proposal falls back to nobody.
 *
 * @returns undefined at the end of the chain
 */
export function nextFallback(task: FallingTask, roster: Roster): Fallback | undefined {
  if (task.mode === 'propose' || task.stage === 'person') return undefined;
  const reached = FALLBACK_STAGES.indexOf(task.stage);
  const isOpen = (stage: FallbackStage) => FALLBACK_STAGES.indexOf(stage) >= reached;
  const home = roster.agents.get(task.targetAgentId ?? task.agentId ?? '');
  const isPinned = task.pinnedAgentId !== null;
  return (
    (isOpen('persona') && home ? otherPersona(task, home) : undefined) ??
    (isOpen('agent') && !isPinned ? otherAgent(task, roster) : undefined) ??
    (isOpen('director') && !isPinned && home ? director(task, home, roster) : undefined) ?? {
      ...{ stage: 'person', agentId: task.agentId, personaId: null },
    }
  );
}

type Who = Pick<Fallback, 'agentId' | 'personaId'>;

const isTried = ({ tried, agentId, personaId, targetAgentId }: FallingTask, who: Who): boolean =>
  (who.personaId === personaId && (who.agentId === agentId || who.agentId === targetAgentId)) ||
  tried.some((before) => before.agentId === who.agentId && before.personaId === who.personaId);

function otherPersona(task: FallingTask, { id, personas, status }: Agent): Fallback | undefined {
  if (status !== 'active') return undefined;
  const next = personas.find(
    (persona) =>
      (persona.capabilities.length === 0 || persona.capabilities.includes(task.capability ?? '')) &&
      !isTried(task, { agentId: id, personaId: persona.id }),
  );
  return next && { stage: 'persona', agentId: id, personaId: next.id };
}

function otherAgent(task: FallingTask, roster: Roster): Fallback | undefined {
  const able = roster.targetAgentsByCapability.get(task.capability ?? '') ?? [];
  const ranked = routingOf(task)?.others.filter(({ agentId }) => able.includes(agentId)) ?? [];
  const known = new Set([task.agentId, task.targetAgentId, ...task.tried.map(({ agentId }) => agentId)]);
  const next = [...ranked, ...able.map((agentId) => ({ agentId, personaId: null }))].find(
    ({ agentId }) => !known.has(agentId),
  );
  return next && { stage: 'agent', agentId: next.agentId, personaId: next.personaId };
}

function director(task: FallingTask, { reportsTo }: Agent, roster: Roster): Fallback | undefined {
  const above = reportsTo === null ? undefined : roster.agents.get(reportsTo);
  if (!above || above.status !== 'active' || !above.inTarget) return undefined;
  const who = { agentId: above.id, personaId: null };
  return task.agentId === above.id || isTried(task, who) ? undefined : { stage: 'director', ...who };
}
