import type { StoppedAgent } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { STOPPED } from './agents-api.js';

const PAGE_SIZE = 100;

/** Agents that get no work for now, and why. */
export const stopped: Action<{ limit: number }> = async ({ api, output }, { limit }) => {
  const items = await api.list<StoppedAgent>(STOPPED, {}, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No agent is stopped.';
    const titles = ['agent', 'since', 'cause', 'until', 'task', 'reason'];
    const table = output.table(
      columns(titles),
      items.map((one) => [
        ...[one.agentId, one.stoppedAt, one.cause.replaceAll('_', ' '), one.until ?? 'a person resumes it'],
        ...[one.taskId ?? '', one.reason],
      ]),
    );
    return `${table}\nLet one work again: vw agents resume AGENT --reason …`;
  });
};
