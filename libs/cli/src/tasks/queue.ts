import type { QueueShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { stateText } from './task-state.js';
import { QUEUE } from './tasks-api.js';

/** How many tasks have not ended, by state and by what they wait for. */
export const queue: Action<object> = async ({ api, output }) => {
  const found = await api.get<QueueShown>(QUEUE);
  output.result(found, () => {
    const { places, open, ready, oldestReadyAgeMs, overdue } = found;
    if (open === 0) return 'Nothing is open: every task has ended.';
    const rows = places.map((one) => [
      ...[stateText({ ...one, cancelRequested: false }), String(one.count), ageText(one.oldestAgeMs)],
    ]);
    const waits = oldestReadyAgeMs === null ? '' : `, the oldest for ${ageText(oldestReadyAgeMs)}`;
    const late = `${overdue} overdue: vw tasks list --overdue`;
    return [
      output.table(columns(['state'], ['tasks', 'oldest']), rows),
      `${open} open, ${ready} ready to be taken${waits}`,
      ...(overdue > 0 ? [output.paint.red(late)] : []),
    ].join('\n');
  });
};

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1_000],
] as const;

/** `3 h`: the largest unit that it fills. */
export function ageText(ms: number): string {
  for (const [unit, size] of UNITS) if (ms >= size) return `${Math.floor(ms / size)} ${unit}`;
  return `${ms} ms`;
}
