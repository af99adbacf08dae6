import type { TaskShown, TaskTimelineEntry } from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { jsonLines, shown } from '../terminal.js';
import { nextStep } from './next-step.js';
import { stateText, workerText } from './task-state.js';

/** A task for reading: what it is, who is on it, what it cost, what came of it, and what happened to it. */
export function taskText(output: Output, task: TaskShown, timeline: readonly TaskTimelineEntry[]): string {
  const { parentId, retryOf, shadowOf, error, key, test, priority, stage, compensation } = task;
  const lead = facts([
    ['task', task.id],
    ['state', stateText(task)],
    ['until', task.waitsUntil],
    ['capability', task.capability ?? 'not found yet'],
    ['about', task.subject],
    ['by', workerText(task) || 'nobody yet'],
    ['fell back to', stage === 'assigned' ? null : stage],
    ['instead of', insteadOf(task)],
    ['chosen', chosenText(task)],
    ['tries', task.tries === 0 ? null : `${task.tries}, ${task.attempt} of them by this agent`],
    ['mode', task.mode === 'propose' ? `proposes only, beside task ${shadowOf ?? '?'}` : null],
    ['asked by', `${task.requestedBy}, under the key ${key}${test ? ', for a test' : ''}`],
    ['priority', priority],
    ['part of', parentId === null ? null : `task ${parentId}`],
    ['once more', retryOf === null ? null : `after task ${retryOf}`],
    ['created', task.createdAt],
    ['due', task.dueAt === null ? null : `${task.dueAt}${task.overdue ? ', OVERDUE' : ''}`],
    ['started', task.startedAt],
    ['ended', task.endedAt],
    ['approval', task.approvalId],
    ['approved by', task.approvedBy],
    ['money', moneyText(task)],
    ['error', error === null ? null : `${error.code}: ${error.message}`],
    ['taken back', compensation === 'none' ? null : compensation],
  ]);
  const parts = [lead, '', 'input', ...jsonLines(task.input)];
  if (task.output !== null) parts.push('', 'output', ...jsonLines(task.output));
  parts.push('', timelineText(output, timeline));
  const next = nextStep(task);
  if (next !== null) parts.push('', ...next.split('\n').map(shown));
  return parts.join('\n');
}

/** A legacy agent acts for its successor while their migration is under way. */
function insteadOf({ agentId, targetAgentId, migrationId }: TaskShown): string | null {
  if (agentId === null || targetAgentId === null || agentId === targetAgentId) return null;
  return `${targetAgentId}${migrationId === null ? '' : `, by migration ${migrationId}`}`;
}

/** How sure routing was, and its reasons. */
function chosenText({ confidence, why }: TaskShown): string | null {
  if (confidence === null) return null;
  return [`${Math.round(confidence * 100)} % sure`, ...why.map(({ text }) => text)].join('; ');
}

function moneyText({ spendState, reservedMinor, actualMinor, currency, tokens }: TaskShown): string {
  const money = (minor: string) => (currency === null ? minor : `${amount(minor, currency)} ${currency}`);
  const parts = [
    reservedMinor === null ? '' : `${money(reservedMinor)} were held`,
    actualMinor === null ? '' : `${money(actualMinor)} spent`,
    tokens === null ? '' : `${tokens} tokens`,
  ].filter(Boolean);
  if (parts.length === 0 && spendState === 'none') return 'none asked for';
  return [...parts, spendState.replaceAll('_', ' ')].join(', ');
}

function timelineText(output: Output, timeline: readonly TaskTimelineEntry[]): string {
  if (timeline.length === 0) return 'Nothing happened to it yet.';
  const titles = ['seq', 'at', 'what', 'state', 'by', 'note'];
  return output.table(
    columns(titles),
    timeline.map((one) => [
      ...[String(one.seq), one.at, one.move.replaceAll('_', ' '), stateText({ ...one, cancelRequested: false })],
      ...[one.actor ?? '', one.note],
    ]),
  );
}
