import { createFileRoute } from '@tanstack/react-router';
import { AttributionPage } from '../../pages/finance/attribution/attribution-page';
import { attributionSearch } from '../../pages/finance/attribution/attribution-search';

export const Route = createFileRoute('/_console/finance/attribution')({
  validateSearch: attributionSearch,
  component: AttributionPage,
});
