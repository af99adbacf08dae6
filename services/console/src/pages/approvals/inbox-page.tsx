import { Link, Outlet, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useEffect } from 'react';
import { isTyping } from '../../app/shortcuts';
import { buttonClass } from '../../ui/button';
import { cx } from '../../ui/class-names';
import { Page } from '../../ui/page';
import { InboxCounts } from './inbox-counts';
import { InboxList } from './inbox-list';
import type { InboxSearch } from './inbox-search';
import { neighbourOf } from './next-waiting';
import { useInbox } from './use-inbox';

/** What waits, beside the one that is open; on a phone one of the two. */
export function InboxPage() {
  const search: InboxSearch = useSearch({ strict: false });
  const { id } = useParams({ strict: false });
  useGoingByKeys(id, search);
  const isOpen = id !== undefined;
  return (
    <Page
      title="Approvals"
      description={
        isOpen ? (
          <Link
            to="/approvals"
            search={search}
            className="inline-flex items-center gap-1 py-1 font-medium text-accent lg:hidden"
          >
            <ArrowLeft aria-hidden className="size-4" /> Back to the list
          </Link>
        ) : undefined
      }
      actions={
        <div className={cx('flex flex-wrap items-center gap-x-4 gap-y-2', isOpen && 'max-lg:hidden')}>
          <InboxCounts search={search} />
          <Link to="/approvals/policies" className={buttonClass('plain', true)}>
            Policies
          </Link>
        </div>
      }
    >
      <div className="grid items-start gap-4 lg:grid-cols-[300px_minmax(0,1fr)] xl:grid-cols-[390px_minmax(0,1fr)]">
        <div className={cx('min-w-0 lg:sticky lg:top-17', isOpen && 'max-lg:hidden')}>
          <InboxList search={search} openId={id} />
        </div>
        <div className={cx('min-w-0', !isOpen && 'max-lg:hidden')}>
          <Outlet />
        </div>
      </div>
    </Page>
  );
}

const STEPS: Readonly<Record<string, 1 | -1>> = { j: 1, k: -1 };

/** j and k open the next and the one before, wherever the keyboard is. */
function useGoingByKeys(id: string | undefined, search: InboxSearch): void {
  const navigate = useNavigate();
  const { rows } = useInbox(search);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const step = STEPS[event.key];
      if (step === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const next = neighbourOf(rows, id, step);
      if (next) void navigate({ to: '/approvals/$id', params: { id: next.id }, search });
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [navigate, rows, id, search]);
}
