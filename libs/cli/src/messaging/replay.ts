import { keyed } from '../api/keyed.js';
import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';
import { followUp } from './follow.js';
import { replaysOf, type Replay } from './messaging-api.js';
import { replayText } from './replay-text.js';

const PAGE_SIZE = 100;

interface StartOptions {
  readonly from: 'beginning' | { readonly time: string } | { readonly sequence: number };
  readonly reason: string;
  readonly skipFailed?: boolean;
}

/** Rebuilds a read model and follows it. Exit code 1 when it did not get through, 6 when events were left out. */
export const start: Action<StartOptions> = async (context, { from, reason, skipFailed = false }, [service, model]) => {
  const path = replaysOf(service!);
  const order = { model, from, reason, skipFailed };
  const begun = await context.api.post<Replay>(path, order, keyed());
  const ended = await followUp(context, begun, {
    title: `Rebuilding ${model}`,
    path: `${path}/${begun.id}`,
    isRunning: ({ endedAt, phase }) => endedAt === null && phase !== 'interrupted',
    progress: ({ taken, total, phase, etaSeconds }) => ({
      done: taken,
      total,
      note: etaSeconds === null ? phase : `${phase}, ${etaSeconds} s to go`,
    }),
    goesOn: `The replay goes on. See: vw replay list ${service}\nAbort it: vw replay abort ${service} ${begun.id}`,
  });
  context.output.result(ended, () => replayText(ended));
  if (ended.phase !== 'done') return ExitCode.negative;
  return ended.failed > 0 ? ExitCode.partial : ExitCode.ok;
};

/** Replays of a service, newest first. */
export const list: Action<{ limit: number }> = async ({ api, output }, { limit }, [service]) => {
  const items = await api.list<Replay>(replaysOf(service!), {}, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No replays.';
    const titles = ['id', 'started', 'model', 'phase', 'messages', 'left out', 'actor', 'reason'];
    const rows = items.map(({ id, startedAt, model, phase, taken, total, failed, actor, reason }) => [
      ...[id, startedAt, model, phase, `${taken}/${total}`, String(failed), actor, reason],
    ]);
    return output.table(columns(titles), rows);
  });
};

/** Ends one without any change; it takes a moment. Exit code 1 when it has ended already. */
export const abort: Action<object> = async ({ api, output }, _options, [service, id]) => {
  const replay = await api.post<Replay>(`${replaysOf(service!)}/${encodeURIComponent(id!)}/abort`, {});
  output.result(replay, () => shown(`Replay ${replay.id} of ${replay.model} is asked to end; nothing is changed.`));
};
