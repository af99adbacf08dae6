import { createFileRoute, redirect } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { PLACES } from '../../app/navigation';
import { firstOpen } from '../../app/page-scopes';
import { sessionQuery } from '../../app/session';
import { OverviewPage } from '../../pages/overview/overview-page';
import { periodOf, type Period } from '../../pages/overview/period';

interface OverviewSearch {
  readonly period?: Period;
}

const PATHS = PLACES.map(({ to }) => to);

export const Route = createFileRoute('/_console/')({
  // Today is what the page is about, and needs no words in the address.
  validateSearch: exactly<OverviewSearch>(({ period }) => {
    const wanted = periodOf(period);
    return wanted === 'today' ? {} : { period: wanted };
  }),
  // Whose key can't see the overview begins at the first page that it can.
  beforeLoad: async ({ context: { queryClient } }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    const first = session ? firstOpen(PATHS, session.scopes) : undefined;
    if (first !== undefined && first !== '/') throw redirect({ to: first, replace: true });
  },
  component: function Overview() {
    const { period = 'today' } = Route.useSearch();
    const navigate = Route.useNavigate();
    return <OverviewPage period={period} onPeriod={(next) => void navigate({ search: { period: next } })} />;
  },
});
