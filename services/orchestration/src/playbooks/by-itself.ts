import type { PlaybookRun } from './engine/playbook.js';

/**
 * Whoever runs the playbook does a part itself where it can: nobody has to be asked then which of several agents and roles is
 * meant. A legacy agent leaves it to routing.
 */
export function byItself({ agent }: Pick<PlaybookRun, 'agent'>, capability: string): { readonly agentId?: string } {
  const isAble = agent.inTarget && agent.capabilities.some(({ name }) => name === capability);
  return isAble ? { agentId: agent.id } : {};
}
