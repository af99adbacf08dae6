import type { Agent, AgentCapability } from '../registry/agent.js';
import type { Evidence } from './evidence.js';
import type { AgentCondition, Candidate, Reason } from './routing-decision.js';
import { HEALTH_UNKNOWN, WEIGHTS } from './routing-weights.js';

export interface CandidateFacts {
  readonly agent: Agent;
  readonly personaId: string | null;
  readonly ability: AgentCapability;
  /** The capability as people call it. */
  readonly work: string;
  /** 0 to 1, what the registry and outcomes say together. */
  readonly expertise: number;
  readonly evidence: Evidence | undefined;
  readonly condition: AgentCondition | undefined;
  /** What the cheapest candidate costs, minor units. */
  readonly cheapestMinor: bigint;
}

/** A candidate's score, 0 to 1, and each criterion's part in it (`weight`). */
export function scoreCandidate(facts: CandidateFacts): Candidate {
  const { agent, personaId } = facts;
  const reasons = [persona(facts), expertise(facts), health(facts), load(facts), cost(facts)];
  const score = reasons.reduce((sum, { weight }) => sum + weight, 0);
  return { agentId: agent.id, personaId, score, reasons };
}

type Weighed = Reason & { readonly weight: number };

function persona({ evidence }: CandidateFacts): Weighed {
  if (!evidence) return { criterion: 'persona rule', text: 'nothing speaks for it', weight: 0 };
  const names = evidence.rules.map(({ id, name }) => `“${name}” (${id})`).join(', ');
  const weight = WEIGHTS.persona * evidence.strength;
  const { likelihood } = evidence;
  const likely = likelihood === undefined ? [] : [`samples (${percent(likelihood)})`];
  const by = [...(names === '' ? [] : [names]), ...likely].join(' and ');
  const text = by === '' ? 'an answer names it' : `${percent(evidence.strength)} by ${by}`;
  return { criterion: names === '' && likelihood !== undefined ? 'samples' : 'persona rule', text, weight };
}

function expertise({ work, expertise: known }: CandidateFacts): Weighed {
  const weight = WEIGHTS.expertise * clamp(known);
  return { criterion: 'expertise', text: `${percent(clamp(known))} at ${work}`, weight };
}

function health({ condition }: CandidateFacts): Weighed {
  const errorRate = condition?.errorRate;
  if (errorRate === undefined) {
    const text = 'too few tries lately to say';
    return { criterion: 'health', text, weight: WEIGHTS.health * HEALTH_UNKNOWN };
  }
  const weight = WEIGHTS.health * (1 - clamp(errorRate));
  return { criterion: 'health', text: `${percent(clamp(errorRate))} of its tries failed lately`, weight };
}

/** Half when it has as much under way as it does at once. */
function load({ agent, condition }: CandidateFacts): Weighed {
  const under = Math.max(0, condition?.load ?? 0);
  const atOnce = Math.max(1, agent.resilience.bulkhead);
  const text = `${under} under way, ${atOnce} at once`;
  return { criterion: 'load', text, weight: WEIGHTS.load / (1 + under / atOnce) };
}

function cost({ ability, cheapestMinor }: CandidateFacts): Weighed {
  const minor = BigInt(ability.costMinor);
  const share = minor <= 0n ? 1 : Number(cheapestMinor) / Number(minor);
  const text = minor <= 0n ? 'costs nothing' : comparedCost(share);
  return { criterion: 'cost', text, weight: WEIGHTS.cost * clamp(share) };
}

/** In proportion: routing knows no currency. */
const comparedCost = (share: number): string =>
  share >= 1 ? 'no other costs less' : `costs ${(1 / Math.max(share, 0.001)).toFixed(1)} times as much as the cheapest`;

const clamp = (share: number): number => Math.min(1, Math.max(0, share));

export const percent = (share: number): string => `${Math.round(share * 100)} %`;
