import type { Action } from '../command.js';
import { ExitCode } from '../exit-codes.js';
import { shown } from '../terminal.js';
import { followUp } from './follow.js';
import { messagingOf, type Republication } from './messaging-api.js';

interface RepublishOptions {
  readonly from: string;
  readonly until?: string;
  readonly reason: string;
  readonly dryRun?: boolean;
}

/** Publishes a span of a service's past events again. Exit code 1 when it did not get through. */
export const republish: Action<RepublishOptions> = async (context, { from, until, reason, dryRun }, [service]) => {
  const { api, output } = context;
  const path = `${messagingOf(service!)}/republications`;
  const order = { from, reason, ...(until !== undefined && { until }) };
  if (dryRun) {
    const count = await api.post<{ total: number }>(path, { ...order, dryRun });
    output.result(count, () => `${count.total} events would be published again.`);
    return ExitCode.ok;
  }
  const begun = await api.post<Republication>(path, order);
  const ended = await followUp(context, begun, {
    title: 'Publishing again',
    path: `${path}/${begun.id}`,
    isRunning: ({ state }) => state === 'running',
    progress: ({ published, total }) => ({ done: published, total }),
    goesOn: 'It goes on. Its end will be in the record: vw audit events --type vw.operations.outbox.republished.v1',
  });
  output.result(ended, () => shown(outcomeText(ended)));
  return ended.state === 'done' ? ExitCode.ok : ExitCode.negative;
};

function outcomeText({ state, published, duplicates, total, error }: Republication): string {
  const known = duplicates > 0 ? `; the streams still knew ${duplicates} of them` : '';
  const counts = `${published} of ${total} events published again${known}.`;
  return state === 'done' ? counts : `It ${state}${error === null ? '' : `: ${error}`}. ${counts}`;
}
