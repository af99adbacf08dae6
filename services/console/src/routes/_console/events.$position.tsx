import { createFileRoute } from '@tanstack/react-router';
import { EventPage } from '../../pages/events/entry/event-page';

export const Route = createFileRoute('/_console/events/$position')({
  component: function Event() {
    const { position } = Route.useParams();
    return <EventPage key={position} position={position} />;
  },
});
