import type { Agent, AgentCapability } from '../registry/agent.js';
import type { Evidence } from './evidence.js';
import { defaultPersona } from './persona-fit.js';
import type { Candidate, Reason, RoutingState } from './routing-decision.js';
import { scoreCandidate } from './score-candidate.js';
import { workName } from './spoken-of.js';
import { expertiseKey } from '../training/expertise/evidence-index.js';
import { posteriorMean } from '../training/expertise/posterior.js';

export interface Field {
  /** Best first. */
  readonly candidates: readonly Candidate[];
  /** Why some were left out. */
  readonly leftOut: readonly Reason[];
}

/**
 * Everybody who may do it, best first: every persona that something speaks for, and each agent in its own role. Who is over
 * budget is left out. Who is broken is left out as long as anybody is not: when all are, waiting for one of them is better than
 * giving up.
 */
export function fieldOf(
  agents: readonly Agent[],
  capability: string,
  evidence: readonly Evidence[],
  state: RoutingState,
): Field {
  const leftOut: Reason[] = [];
  const solvent = agents.filter(({ id, name }) => {
    if (!state.conditions.get(id)?.isOverBudget) return true;
    leftOut.push({ criterion: 'budget', text: `${name} is left out: its budget has no room for its next task` });
    return false;
  });
  const isBroken = ({ id }: Agent) => state.conditions.get(id)?.isBroken === true;
  const areAllBroken = solvent.every(isBroken);
  const able = areAllBroken ? solvent : solvent.filter((agent) => !isBroken(agent));
  for (const { name } of solvent.filter(isBroken)) {
    const text = areAllBroken
      ? `${name} is broken, like all who can do it: it waits`
      : `${name} is left out: it is broken`;
    leftOut.push({ criterion: 'health', text });
  }
  const candidates = able.flatMap((agent) =>
    candidatesOf(agent, capability, evidence, state, cheapestOf(able, capability)),
  );
  return { candidates: candidates.sort(bestFirst), leftOut };
}

function candidatesOf(
  agent: Agent,
  capability: string,
  evidence: readonly Evidence[],
  state: RoutingState,
  cheapestMinor: bigint,
): Candidate[] {
  const ability = abilityOf(agent, capability);
  if (!ability) return [];
  const condition = state.conditions.get(agent.id);
  const known = { agent, ability, work: workName(state.roster, capability), condition, cheapestMinor };
  const meant = evidence.filter(({ agentId }) => agentId === agent.id);
  const as = (personaId: string | null) => ({ personaId, expertise: expertiseIn(state, agent.id, personaId, ability) });
  const candidates = meant.map((of) => scoreCandidate({ ...known, ...as(of.personaId), evidence: of }));
  const own = defaultPersona(agent, capability, state.roster)?.id ?? null;
  if (!meant.some(({ personaId }) => personaId === own)) {
    candidates.push(scoreCandidate({ ...known, ...as(own), evidence: undefined }));
  }
  return candidates;
}

/** How good it is at it in a persona: what the registry says, moved by the outcomes of work and training. */
function expertiseIn(
  { expertise }: RoutingState,
  agentId: string,
  personaId: string | null,
  { name, expertise: prior }: AgentCapability,
): number {
  if (!expertise) return prior;
  return posteriorMean(prior, expertise.evidence.get(expertiseKey(agentId, personaId, name)), expertise.at);
}

export const abilityOf = (agent: Agent, capability: string) =>
  agent.capabilities.find(({ name }) => name === capability);

/** Of what costs anything; 0 when nothing does. */
function cheapestOf(agents: readonly Agent[], capability: string): bigint {
  let cheapest = 0n;
  for (const agent of agents) {
    const minor = BigInt(abilityOf(agent, capability)?.costMinor ?? 0);
    if (minor > 0n && (cheapest === 0n || minor < cheapest)) cheapest = minor;
  }
  return cheapest;
}

function bestFirst(a: Candidate, b: Candidate): number {
  if (a.score !== b.score) return b.score - a.score;
  if (a.agentId !== b.agentId) return a.agentId < b.agentId ? -1 : 1;
  return (a.personaId ?? '') < (b.personaId ?? '') ? -1 : 1;
}
