import { createFileRoute } from '@tanstack/react-router';
import { CommissionsPage } from '../../pages/finance/commissions/commissions-page';
import { commissionsSearch } from '../../pages/finance/commissions/commissions-search';

export const Route = createFileRoute('/_console/finance/commissions')({
  validateSearch: commissionsSearch,
  component: CommissionsPage,
});
