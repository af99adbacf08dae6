import { shown } from '../terminal.js';
import type { Replay } from './messaging-api.js';

/** How a replay ended, in a line, and a line for each event that was left out. */
export function replayText({ id, model, phase, handled, failed, failures, pauseMs, error }: Replay): string {
  if (phase !== 'done') return shown(`Replay ${id} of ${model}: ${phase}. ${error ?? 'Nothing was changed.'}`);
  const pause = pauseMs === null ? '' : ` Live handling stood still for ${Math.round(pauseMs)} ms.`;
  const left = failed === 0 ? '' : ` ${failed} were left out:`;
  const lines = failures.map((failure) => shown(`  ${failure.place}: ${failure.error.split('\n')[0]}`));
  return [shown(`${model} is rebuilt from ${handled} events.${pause}${left}`), ...lines].join('\n');
}
