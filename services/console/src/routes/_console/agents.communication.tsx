import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { CommunicationPage } from '../../pages/agents/communication/communication-page';
import { readCommunicationSearch } from '../../pages/agents/communication/communication-search';

export const Route = createFileRoute('/_console/agents/communication')({
  validateSearch: exactly(readCommunicationSearch),
  component: function WhoTalks() {
    return <CommunicationPage search={Route.useSearch()} />;
  },
});
