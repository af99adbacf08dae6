import { createFileRoute } from '@tanstack/react-router';
import { readEventSearch } from '../../pages/events/event-search';
import { EventsPage } from '../../pages/events/events-page';

export const Route = createFileRoute('/_console/events/')({
  validateSearch: readEventSearch,
  component: function Events() {
    return <EventsPage search={Route.useSearch()} />;
  },
});
