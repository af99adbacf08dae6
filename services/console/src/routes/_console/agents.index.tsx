import { createFileRoute } from '@tanstack/react-router';
import { RosterPage } from '../../pages/agents/roster/roster-page';
import { readRosterSearch } from '../../pages/agents/roster/roster-search';

export const Route = createFileRoute('/_console/agents/')({
  validateSearch: readRosterSearch,
  component: function Agents() {
    return <RosterPage search={Route.useSearch()} />;
  },
});
