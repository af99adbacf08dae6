import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useMay } from '../../../app/session';
import { asWords } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { cx } from '../../../ui/class-names';
import { Id } from '../../../ui/code';
import { Money } from '../../../ui/money';
import { ActorName, OrderLink, StoryLink, TaskLink, LINK_LOOK } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { causeOf } from './cause-words';
import { PostingsTable } from './postings-table';

type Entry = components['schemas']['EntryView'] & { readonly orderId?: string | null };

/** One entry: what happened, and what it moved from where to where. */
export function EntryCard({ entry, isOpen = false }: { readonly entry: Entry; readonly isOpen?: boolean }) {
  const [open, setOpen] = useState(isOpen);
  const maySeeEvents = useMay('audit:read');
  const id = useId();
  const { kind, cause, book, occurredAt, recordedAt, reverses, postings } = entry;
  const { words, taskId, orderId = entry.orderId } = causeOf(cause);
  const largest = largestDebit(postings);
  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2">
        <button
          type="button"
          aria-expanded={open}
          aria-controls={id}
          className="inline-flex min-w-0 items-center gap-2 text-left font-medium hover:text-accent"
          onClick={() => setOpen(!open)}
        >
          <ChevronRight aria-hidden className={cx('size-4 shrink-0 transition-transform', open && 'rotate-90')} />
          {asWords(kind)}
          <span className="truncate font-normal text-ink-3">{words}</span>
        </button>
        {reverses !== undefined && <Badge tone="warn">Takes back another entry</Badge>}
        {book === 'test' && <Badge tone="warn">Test</Badge>}
        {orderId && (
          <span className="text-[13px] text-ink-2">
            order <OrderLink id={orderId} />
          </span>
        )}
        {taskId !== undefined && (
          <span className="text-[13px] text-ink-2">
            task <TaskLink id={taskId} />
          </span>
        )}
        <span className="ml-auto flex items-center gap-4">
          {largest && !open && <Money minor={largest.amountMinor} currency={largest.currency} />}
          <span className="text-[13px] text-ink-2">
            <Time at={occurredAt} />
          </span>
        </span>
      </div>
      {open && (
        <div id={id} className="flex flex-col gap-2 px-4 pb-3 sm:pl-10">
          <PostingsTable postings={postings} />
          <p className="flex flex-wrap gap-x-4 gap-y-0.5 text-[13px] text-ink-3">
            <span>
              Entry <Id>{entry.id}</Id>
            </span>
            <span>
              booked <Time at={recordedAt} as="exact" />
            </span>
            <span>
              by <ActorName actor={entry.actor} />
            </span>
            {maySeeEvents && (
              <>
                <span>
                  <Link to={'/events' as '/'} search={{ id: entry.eventId } as never} className={LINK_LOOK}>
                    the event that caused it
                  </Link>
                </span>
                <span>
                  <StoryLink id={entry.correlationId}>its story</StoryLink>
                </span>
              </>
            )}
          </p>
        </div>
      )}
    </div>
  );
}

/** What the entry is known by while it is closed. */
const largestDebit = (postings: Entry['postings']) =>
  postings.reduce<Entry['postings'][number] | undefined>(
    (most, one) => (BigInt(one.amountMinor) > BigInt(most?.amountMinor ?? '0') ? one : most),
    undefined,
  );
