import type { AgentShown } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { agentPath } from './agents-api.js';

export interface GrantOptions {
  readonly expertise: number;
  readonly cost?: string;
  readonly allowance?: string;
  readonly executor?: string;
}

/** Gives an agent a capability, or changes how it has it. Exit code 2 when there is no such capability. */
export const grant: Action<GrantOptions> = async ({ api, output }, options, [id, name]) => {
  const { expertise, cost, allowance, executor } = options;
  const order = {
    ...{ name, expertise },
    ...(cost !== undefined && { costMinor: cost }),
    ...(allowance !== undefined && { allowanceMinor: allowance }),
    ...(executor !== undefined && { executor: { kind: executor } }),
  };
  const agent = await api.post<AgentShown>(`${agentPath(id!)}/capabilities`, order, keyed());
  output.result(agent, () => shown(`${agent.id} has ${name} now (version ${agent.version}). ${whenUsed(agent)}`));
};

/** Takes a capability from an agent. Exit code 2 when a persona is for nothing else. */
export const revoke: Action<object> = async ({ api, output }, _options, [id, name]) => {
  const path = `${agentPath(id!)}/capabilities/${encodeURIComponent(name!)}`;
  const agent = await api.delete<AgentShown>(path, keyed());
  output.result(agent, () =>
    shown(`${agent.id} has no ${name} (version ${agent.version}). It gets no such work from now on.`),
  );
};

function whenUsed({ id, status, inTarget }: AgentShown): string {
  if (status !== 'active') return `It gets no work as long as it is ${status}: vw agents activate ${id}`;
  if (!inTarget) return 'It is of the legacy roster alone: it gets only the work that its migration leaves with it.';
  return 'It may get such work from now on.';
}

/** Gives an agent another status. Exit code 2 when it can't become that. */
export const setStatus =
  (status: 'active' | 'paused'): Action<{ reason?: string }> =>
  async ({ api, output }, { reason }, [id]) => {
    const order = { status, ...(reason !== undefined && { reason }) };
    const agent = await api.patch<AgentShown>(agentPath(id!), order, keyed());
    const effect = status === 'active' ? 'It gets work from now on.' : 'It gets no new work.';
    output.result(agent, () => shown(`${agent.id} is ${agent.status} (version ${agent.version}). ${effect}`));
  };
