import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { STOPPED } from './agents-api.js';

/** Lets an agent work again that stands still. Exit code 5 when it does not. */
export const resume: Action<{ reason: string }> = async ({ api, output }, { reason }, [id]) => {
  await api.post<undefined>(`${STOPPED}/${encodeURIComponent(id!)}/resume`, { reason });
  output.result({ agentId: id, resumed: true }, () => shown(`${id} works again; what waited for it is taken now.`));
};
