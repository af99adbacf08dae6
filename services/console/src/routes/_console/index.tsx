import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { OverviewPage } from '../../pages/overview/overview-page';
import { periodOf, type Period } from '../../pages/overview/period';

export const Route = createFileRoute('/_console/')({
  // Today is what the page is about, and needs no words in the address.
  validateSearch: exactly(({ period }): { period?: Period } => {
    const wanted = periodOf(period);
    return wanted === 'today' ? {} : { period: wanted };
  }),
  component: function Overview() {
    const { period = 'today' } = Route.useSearch();
    const navigate = Route.useNavigate();
    return <OverviewPage period={period} onPeriod={(next) => void navigate({ search: { period: next } })} />;
  },
});
