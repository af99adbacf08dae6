import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { readEventSearch } from '../../pages/events/event-search';
import { EventsPage } from '../../pages/events/events-page';

export const Route = createFileRoute('/_console/events/')({
  validateSearch: exactly(readEventSearch),
  component: function Events() {
    return <EventsPage search={Route.useSearch()} />;
  },
});
