import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { RosterPage } from '../../pages/agents/roster/roster-page';
import { readRosterSearch } from '../../pages/agents/roster/roster-search';

export const Route = createFileRoute('/_console/agents/')({
  validateSearch: exactly(readRosterSearch),
  component: function Agents() {
    return <RosterPage search={Route.useSearch()} />;
  },
});
