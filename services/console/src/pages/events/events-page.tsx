import { Link } from '@tanstack/react-router';
import { Workflow } from 'lucide-react';
import { buttonClass } from '../../ui/button';
import { Page } from '../../ui/page';
import { EventFilters } from './event-filters';
import { EventList } from './event-list';
import type { EventSearch } from './event-search';
import { EventTabs } from './event-tabs';
import { VerifyButton } from './proof/verify-button';
import { ProofNotice } from './proof/proof-notice';

/** Everything that happened, as the record has it. */
export function EventsPage({ search }: { readonly search: EventSearch }) {
  const { subject, correlationId } = search;
  return (
    <Page
      title="Events"
      description="Everything that happened, newest first. What happens now appears by itself."
      actions={
        <>
          {(correlationId ?? subject) !== undefined && (
            <Link
              to="/events/story"
              search={correlationId === undefined ? { subject: subject! } : { correlationId }}
              className={buttonClass()}
            >
              <Workflow aria-hidden className="size-4" />
              Show as a story
            </Link>
          )}
          <VerifyButton />
        </>
      }
    >
      <EventTabs />
      <ProofNotice />
      <EventFilters search={search} />
      <EventList key={JSON.stringify(search)} search={search} />
    </Page>
  );
}
