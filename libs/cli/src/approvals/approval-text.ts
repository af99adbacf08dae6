import type { ApprovalDetailShown, ChangeShown } from '@vividwalls/contracts';
import { facts } from '../facts.js';
import { columns, type Output } from '../output.js';
import { jsonLines } from '../terminal.js';

/** An approval for reading: what would change, why, by which policy, who said what. */
export function approvalText(output: Output, approval: ApprovalDetailShown): string {
  const { votesGiven, votesNeeded, approvers, delegates, resume } = approval;
  const people = [...approvers, ...delegates.map((one) => `${one} (delegated)`)];
  const lead = facts([
    ['approval', approval.id],
    ['act', `${approval.act}: ${approval.title}`],
    ['about', approval.subject],
    ['state', `${approval.state}: ${approval.reason}`],
    ['asked', `${approval.askedAt} by ${approval.asker}, as ${approval.key}`],
    ['why', approval.why],
    ['waiting costs', approval.costOfWaiting ?? 'nobody said'],
    ['decided by', people.join(', ') || 'everybody who may approve'],
    ['yes so far', `${votesGiven} of ${votesNeeded}`],
    [approval.endedAt === null ? 'expires' : 'ended', endText(approval)],
    ...(approval.useBy === null ? [] : [['may be used until', approval.useBy] as [string, string]]),
    ...(approval.usedFor === null ? [] : [['used for', approval.usedFor] as [string, string]]),
    ...(approval.replacedBy === null ? [] : [['asked anew as', approval.replacedBy] as [string, string]]),
    ...(resume === null
      ? []
      : [['workflow', `${resume.state} at ${resume.host}, ${resume.attempts} tries`] as [string, string]]),
  ]);
  return [lead, '', policies(output, approval), '', changes(output, approval), '', timeline(output, approval)].join(
    '\n',
  );
}

function endText({ endedAt, endedBy, expiresAt }: ApprovalDetailShown): string {
  return endedAt === null ? expiresAt : `${endedAt} by ${endedBy.join(' and ')}`;
}

function policies(output: Output, approval: ApprovalDetailShown): string {
  if (approval.policies.length === 0) return 'No policy wants a person.';
  return output.table(
    columns(['policy', 'says', 'because'], []),
    approval.policies.map(({ id, version, name, why }) => [version === null ? id : `${id}@${version}`, name, why]),
  );
}

function changes(output: Output, { changes: all, moreChanges, does }: ApprovalDetailShown): string {
  if (all === null) return ['What is there now is not known. It would do:', ...jsonLines(does)].join('\n');
  if (all.length === 0) return ['Nothing would look different. It would do:', ...jsonLines(does)].join('\n');
  const table = output.table(columns(['where', 'now', 'then'], []), all.map(changeRow));
  return moreChanges === 0 ? table : `${table}\nand ${moreChanges} more`;
}

const changeRow = ({ pointer, kind, before, after }: ChangeShown): string[] => [
  ...[
    pointer || '(all)',
    kind === 'added' ? '(not there)' : text(before),
    kind === 'removed' ? '(not there)' : text(after),
  ],
];

const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

function timeline(output: Output, approval: ApprovalDetailShown): string {
  return output.table(
    columns(['at', 'what', 'who', 'said'], []),
    approval.timeline.map(({ at, kind, actor, note }) => [at, kind, actor, note]),
  );
}
