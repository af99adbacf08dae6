import { askRoom, type RoomAnswer } from '@vividwalls/contracts';
import type { Requests } from '@vividwalls/messaging';
import type { Agent } from '../../registry/agent.js';

/** Would finance refuse the agent this now? @returns undefined when finance could not be asked */
export async function roomOf(
  requests: Pick<Requests, 'ask'>,
  agent: Pick<Agent, 'id' | 'department' | 'budget'>,
  held: { readonly minor: bigint; readonly currency: string },
): Promise<RoomAnswer | undefined> {
  const { id, department, budget } = agent;
  try {
    return await requests.ask(askRoom, {
      ...{ agentId: id, department, category: budget.category },
      ...{ heldMinor: held.minor.toString(), currency: held.currency },
    });
  } catch {
    return undefined;
  }
}
