import { healthOf, type Health } from '../health';
import type { Agent, AgentAtWork, AgentReturn } from '../schemas';
import type { RosterSearch } from './roster-search';

/** An agent with what it did and what finance says of it. */
export interface AgentRow {
  readonly agent: Agent;
  readonly health: Health;
  /** Undefined as long as it was not answered. */
  readonly work: AgentAtWork | undefined;
  /** One for each currency; none when finance has nothing of it. */
  readonly returns: readonly AgentReturn[];
}

export function agentRows(
  agents: readonly Agent[],
  work: readonly AgentAtWork[],
  returns: readonly AgentReturn[],
): AgentRow[] {
  const workOf = new Map(work.map((one) => [one.agentId, one]));
  const returnsOf = Map.groupBy(returns, ({ key }) => key);
  return agents.map((agent) => ({
    agent,
    work: workOf.get(agent.id),
    health: healthOf(agent, workOf.get(agent.id)),
    returns: returnsOf.get(agent.id) ?? [],
  }));
}

/** Those that the address asks for. A text must begin a word of the name, the id or the role. */
export function chosenRows(rows: readonly AgentRow[], { department, status, capability, q }: RosterSearch): AgentRow[] {
  const wanted = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter(({ agent, work }) => {
    const words = `${agent.name} ${agent.id} ${agent.role}`.toLowerCase().split(/[^\p{L}\p{N}]+/u);
    return (
      (department === undefined || agent.department === department) &&
      (status === undefined || hasStatus(agent, work, status)) &&
      (capability === undefined || agent.capabilities.some(({ name }) => name === capability)) &&
      wanted.every((text) => words.some((word) => word.startsWith(text)))
    );
  });
}

const hasStatus = ({ status }: Agent, work: AgentAtWork | undefined, wanted: RosterSearch['status']): boolean =>
  wanted === 'stopped' ? Boolean(work?.stopped) : status === wanted;

/** Each once, in the order of the alphabet: what can be chosen. */
export const departmentsOf = (agents: readonly Agent[]): string[] =>
  [...new Set(agents.map(({ department }) => department))].sort();
export const capabilitiesOf = (agents: readonly Agent[]): string[] =>
  [...new Set(agents.flatMap(({ capabilities }) => capabilities.map(({ name }) => name)))].sort();
