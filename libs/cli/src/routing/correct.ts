import { keyed } from '../api/keyed.js';
import { usageError } from '../command-error.js';
import type { Action } from '../command.js';
import { taskPath } from '../tasks/tasks-api.js';
import { shown } from '../terminal.js';

export interface CorrectOptions {
  /** `AGENT/PERSONA`, or an agent alone. */
  readonly to: string;
  readonly reason: string;
}

/** Says who a task should have gone to. Exit code 1 when nothing is decided on it yet, 2 when there is nobody so named. */
export const correct: Action<CorrectOptions> = async ({ api, output }, { to, reason }, [id]) => {
  const [toAgentId, toPersonaId, ...more] = to.split('/');
  if (!toAgentId || toPersonaId === '' || more.length > 0)
    throw usageError('Say who it should have gone to as AGENT/PERSONA: --to b2b-sales-agent/hospitality-sales-agent');
  const order = { toAgentId, ...(toPersonaId !== undefined && { toPersonaId }), reason };
  const kept = await api.post<{ id: string }>(`${taskPath(id!)}/route-correction`, order, keyed());
  output.result(kept, () =>
    shown(`Kept: ${id} should have gone to ${to}. It moves nothing; routing is measured by it: vw route accuracy`),
  );
};
