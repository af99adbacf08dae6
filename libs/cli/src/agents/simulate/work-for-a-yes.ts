import type { TaskShown } from '@vividwalls/contracts';
import type { ProofTask } from '@vividwalls/simulator';
import { TASKS, type Demo } from './demo.js';

const KEYS = '/api/gateway/keys';
/** Long enough to send, too short to be found and used. */
const KEY_LIVES_MS = 60_000;

/**
 * Work that needs a person's yes before it begins. Nobody says yes to what they asked for themselves, so it is asked for with a
 * key of its own, which is revoked at once: the owner can decide.
 */
export async function sendForYes(demo: Demo, tasks: readonly ProofTask[]): Promise<void> {
  const [first] = tasks;
  if (!first) return;
  const waiting = { state: 'awaiting_approval', capability: first.capability };
  const open = await demo.api.list<TaskShown>(TASKS, waiting, 200, 100);
  if (open.some(({ key }) => key === first.key)) return;
  const expiresAt = new Date(demo.now.getTime() + KEY_LIVES_MS).toISOString();
  const order = { name: 'agents-demo', scopes: ['orchestration:write'], expiresAt };
  const made = await demo.api.post<{ id: string; key: string }>(KEYS, order);
  try {
    await demo.send(tasks, demo.as(made.key));
  } finally {
    await demo.api.delete(`${KEYS}/${made.id}`);
  }
}
