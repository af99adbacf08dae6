import type { AgentShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { agentPath } from './agents-api.js';
import { agentText } from './agent-text.js';

/** One agent with its personas and capabilities. Exit code 5 when there is none of that id. */
export const agent: Action<object> = async ({ api, output }, _options, [id]) => {
  const found = await api.get<AgentShown>(agentPath(id!));
  output.result(found, () => agentText(output, found));
};
