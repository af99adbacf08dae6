import type { CoreEvent } from '../core-event.js';
import type { ReplayAct, ReplayRecord } from './replay.js';

/** An operator's replay as an event for the record: `operations.replay.started` and `.ended`. */
export function replayEvent(service: string, act: ReplayAct): CoreEvent {
  const { kind, replayId, actor, ...facts } = act;
  const from = facts && 'from' in facts ? { from: originText(facts.from) } : {};
  const pause = 'pauseMs' in facts ? { pauseMs: facts.pauseMs ?? undefined } : {};
  const data = { replayId, service, ...facts, ...from, ...pause };
  return { name: `operations.replay.${kind}`, subject: replayId, actor, data };
}

function originText(from: ReplayRecord['from']): string {
  if (typeof from === 'string') return from;
  return 'time' in from ? from.time : `sequence ${from.sequence}`;
}
