import { createFileRoute } from '@tanstack/react-router';
import { CommunicationPage } from '../../pages/agents/communication/communication-page';
import { readCommunicationSearch } from '../../pages/agents/communication/communication-search';

export const Route = createFileRoute('/_console/agents/communication')({
  validateSearch: readCommunicationSearch,
  component: function WhoTalks() {
    return <CommunicationPage search={Route.useSearch()} />;
  },
});
