import { Hourglass } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMay } from '../../app/session';
import { PlaceLink } from '../../ui/place-links';
import { Time } from '../../ui/time';
import { AnswerForm } from './answer-form';
import { DoneForm } from './done-form';
import { WAITS } from './task-words';
import type { TaskView } from './tasks-search';

interface WaitingNoticeProps {
  readonly task: TaskView;
  readonly outputSchema: object | undefined;
}

/** What a task waits for, and the way to give it. */
export function WaitingNotice({ task, outputSchema }: WaitingNoticeProps) {
  const mayWrite = useMay('orchestration:write');
  const maySeeApprovals = useMay('governance:read');
  const { state, waitsFor, waitsUntil, questions, approvalId } = task;
  const what = state === 'awaiting_approval' ? WAITS.approval : waitsFor === null ? undefined : WAITS[waitsFor];
  if (what === undefined) return null;
  return (
    <section
      aria-label="What it waits for"
      className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4"
    >
      <p className="flex flex-wrap items-center gap-x-2">
        <Hourglass aria-hidden className="size-4 text-warn" />
        <span className="font-semibold">Waits for {what}</span>
        {waitsUntil !== null && (
          <span className="text-ink-2">
            until <Time at={waitsUntil} />
          </span>
        )}
        {(state === 'awaiting_approval' || waitsFor === 'approval') && approvalId !== null && maySeeApprovals && (
          <PlaceLink to={`/approvals/${approvalId}`}>Open the question</PlaceLink>
        )}
      </p>
      {HINTS[waitsFor ?? ''] !== undefined && <p className="text-ink-2">{HINTS[waitsFor ?? '']}</p>}
      {mayWrite && questions.length > 0 && <AnswerForm key={questions.join()} task={task} />}
      {mayWrite && waitsFor === 'person' && <DoneForm task={task} outputSchema={outputSchema} />}
    </section>
  );
}

const HINTS: Readonly<Record<string, ReactNode>> = {
  person: 'Do the work, then say what came of it.',
  budget: 'Its budget has no room, or a person in finance must say yes. It asks again by itself.',
  retry: 'The last try failed. It is tried again by itself.',
};
