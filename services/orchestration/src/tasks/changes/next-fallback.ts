import type { Agent } from '../../registry/agent.js';
import type { Roster } from '../../registry/roster.js';
import { isPersonaFor } from '../../routing/persona-fit.js';
import { routingOf, type TaskRecord } from '../record/task-record.js';
import { FALLBACK_STAGES, type FallbackStage, type Tried } from '../task.js';

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
    (isOpen('persona') && home ? otherPersona(task, home, roster) : undefined) ??
    (isOpen('agent') && !isPinned ? otherAgent(task, home, roster) : undefined) ??
    (isOpen('director') && !isPinned && home ? director(task, home, roster) : undefined) ?? {
      ...{ stage: 'person', agentId: task.agentId, personaId: null },
    }
  );
}

type Who = Pick<Fallback, 'agentId' | 'personaId'>;

/** Also when a legacy agent acted in their place: as long as the migration stands where it does, it would act again. */
const isTried = (task: FallingTask, who: Who): boolean =>
  hadBy(task).some(
    (before) => isSame(before, who) || (before.inPlaceOf !== undefined && isSame(before.inPlaceOf, who)),
  );

const isSame = (one: Who, other: Who): boolean => one.agentId === other.agentId && one.personaId === other.personaId;

/** All that have had the task, with the one that has it. */
export function hadBy(task: Pick<TaskRecord, 'agentId' | 'personaId' | 'routing' | 'tried'>): readonly Tried[] {
  const { agentId, personaId, tried } = task;
  if (agentId === null) return tried;
  const chosen = routingOf(task);
  if (!chosen || chosen.agentId === null || isSame(chosen, task)) return [...tried, { agentId, personaId }];
  return [...tried, { agentId, personaId, inPlaceOf: { agentId: chosen.agentId, personaId: chosen.personaId } }];
}

function otherPersona(task: FallingTask, home: Agent, roster: Roster): Fallback | undefined {
  if (home.status !== 'active' || task.capability === null) return undefined;
  const { id, personas } = home;
  const next = personas.find(
    (persona) =>
      isPersonaFor(persona, home, task.capability!, roster) && !isTried(task, { agentId: id, personaId: persona.id }),
  );
  return next && { stage: 'persona', agentId: id, personaId: next.id };
}

/** Their director comes after all others, able or not. */
function otherAgent(task: FallingTask, home: Agent | undefined, roster: Roster): Fallback | undefined {
  const able = roster.targetAgentsByCapability.get(task.capability ?? '') ?? [];
  const ranked = routingOf(task)?.others.filter(({ agentId }) => able.includes(agentId)) ?? [];
  const known = new Set(hadBy(task).flatMap(({ agentId, inPlaceOf }) => [agentId, inPlaceOf?.agentId]));
  const next = [...ranked, ...able.map((agentId) => ({ agentId, personaId: null }))].find(
    ({ agentId }) => !known.has(agentId) && agentId !== home?.reportsTo,
  );
  return next && { stage: 'agent', agentId: next.agentId, personaId: next.personaId };
}

function director(task: FallingTask, { reportsTo }: Agent, roster: Roster): Fallback | undefined {
  const above = reportsTo === null ? undefined : roster.agents.get(reportsTo);
  if (!above || above.status !== 'active' || !above.inTarget) return undefined;
  const who = { agentId: above.id, personaId: null };
  return task.agentId === above.id || isTried(task, who) ? undefined : { stage: 'director', ...who };
}
