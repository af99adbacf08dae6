import type { Agent } from '../agent.js';
import type { Roster } from '../roster.js';
import type { AgentsQuery } from './agent-requests.js';

type Asked = Pick<AgentsQuery, 'roster' | 'department' | 'status' | 'capability' | 'cursor'>;

/** Agents of a roster that are asked for, in the order of their ids, after the cursor. */
export function chooseAgents({ agents }: Pick<Roster, 'agents'>, asked: Asked): Agent[] {
  return [...agents.values()].filter(
    (agent) =>
      (asked.cursor === undefined || agent.id > asked.cursor) &&
      (asked.roster === undefined || (asked.roster === 'legacy' ? agent.inLegacy : agent.inTarget)) &&
      (asked.department === undefined || agent.department === asked.department) &&
      (asked.status === undefined || agent.status === asked.status) &&
      (asked.capability === undefined || agent.capabilities.some(({ name }) => name === asked.capability)),
  );
}
