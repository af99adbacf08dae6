import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useAgentNames } from '../../app/agent-names';
import { useSubjectWords } from '../../app/order-names';
import { actorWords } from '../../format/actors';
import { Badge } from '../../ui/badge';
import { cx } from '../../ui/class-names';
import { Time } from '../../ui/time';
import { ExpiryWords } from './expiry-words';
import type { InboxSearch } from './inbox-search';
import { Amount } from './shown';
import { STATES } from './state-words';
import type { Approval } from './use-inbox';

interface InboxRowProps {
  readonly row: Approval;
  readonly search: InboxSearch;
  readonly isOpen: boolean;
  readonly isChosen?: boolean;
  /** Left out for what nobody can decide any more. */
  readonly onChoose?: (isChosen: boolean) => void;
}

/** One question: what, how much, who asks, since when, until when, and whose words are missing. */
export function InboxRow({ row, search, isOpen, isChosen = false, onChoose }: InboxRowProps) {
  const { id, title, subject, amount, asker, askedAt, expiresAt, state, votesGiven, votesNeeded, test, why, taskId } =
    row;
  const nameOf = useAgentNames();
  const about = useSubjectWords(subject);
  const line = useRef<HTMLLIElement>(null);
  // Gone to by keys, or from elsewhere, it may be out of sight.
  useEffect(() => {
    if (isOpen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <li
      ref={line}
      className={cx('flex border-b border-line last:border-0', isOpen ? 'bg-accent-soft' : 'hover:bg-sunken')}
    >
      {onChoose && (
        <label className="flex w-10 shrink-0 items-start justify-center pt-3.5">
          <input
            type="checkbox"
            aria-label={`Choose ${title}, ${about}`}
            className="size-4 accent-[var(--accent)]"
            checked={isChosen}
            onChange={(event) => onChoose(event.target.checked)}
          />
        </label>
      )}
      <Link
        to="/approvals/$id"
        params={{ id }}
        search={search}
        aria-current={isOpen ? 'true' : undefined}
        className={cx('flex min-w-0 flex-1 flex-col gap-0.5 py-2.5 pr-3', !onChoose && 'pl-4')}
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate font-medium" title={title}>
            {title}
          </span>
          {amount && (
            <span className="font-medium">
              <Amount minor={amount.minor} currency={amount.currency} />
            </span>
          )}
        </span>
        <span className="truncate text-[13px] text-ink-2" title={`${subject}: ${why}`}>
          {subject !== taskId && `${about}: `}
          {why}
        </span>
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-[13px] text-ink-3">
          {state === 'pending' ? (
            <ExpiryWords at={expiresAt} />
          ) : (
            <Badge tone={STATES[state].tone}>{STATES[state].label}</Badge>
          )}
          {votesNeeded > 1 && state === 'pending' && (
            <span className="text-ink-2">
              {votesGiven} of {votesNeeded} said yes
            </span>
          )}
          {test && <span>test</span>}
        </span>
        <span className="flex gap-2 text-[13px] text-ink-3">
          <span className="min-w-0 flex-1 truncate" title={asker}>
            {asker.startsWith('agent:') ? nameOf(asker.slice('agent:'.length)) : actorWords(asker)}
          </span>
          <Time at={askedAt} as="ago" />
        </span>
      </Link>
    </li>
  );
}
