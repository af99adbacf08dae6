import type { ActivationDryRun, CountedReasons } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { columns, type Output } from '../output.js';
import { shown } from '../terminal.js';
import { rulePath } from './activation-api.js';

export interface DryRunOptions {
  readonly from?: string;
  readonly events?: number;
}

/** Tries the newest version of a rule on past events; nothing is made. */
export const dryRun: Action<DryRunOptions> = async ({ api, output }, { from, events }, [id]) => {
  const report = await api.post<ActivationDryRun>(`${rulePath(id!)}/dry-run`, { from, limit: events });
  output.result(report, () => dryRunText(output, report));
};

function dryRunText(output: Output, report: ActivationDryRun): string {
  const { ruleId, version, from, events, hasMore, unreadable, matches, tasks, samples } = report;
  const read = `${events} events since ${from}${hasMore ? '; there are more' : ''}`;
  const broken = unreadable === 0 ? '' : `; ${unreadable} messages are no valid event`;
  const parts = [
    shown(`${ruleId}, version ${version}: ${read}${broken}`),
    output.paint.bold(`It holds of ${matches} and would have made ${tasks} tasks.`),
    ...reasons(output, 'unknown whether it holds', report.unknowns),
    ...reasons(output, 'holds, but no task could be made', report.faults),
    ...reasons(output, 'left out of a task', report.leftOut),
  ];
  if (samples.length > 0) {
    const rows = samples.map(({ eventTime, eventId, task }) => [
      ...[eventTime, eventId, task.capability ?? '(routing finds it)', task.subject, task.key],
    ]);
    parts.push('', output.table(columns(['event of', 'event', 'makes', 'about', 'key'], []), rows));
  }
  if (events === 0) parts.push('Nothing was read: try an earlier --from.');
  else if (report.faults.count === 0) parts.push(shown(`Let it make tasks: vw activation live ${ruleId}`));
  return parts.join('\n');
}

function reasons(output: Output, title: string, { count, reasons }: CountedReasons): string[] {
  if (count === 0) return [];
  const rows = reasons.map((one) => [one.reason, one.eventId, String(one.count)]);
  return ['', `${count} ${title}:`, output.table(columns(['reason', 'for example'], ['events']), rows)];
}
