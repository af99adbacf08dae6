import { createFileRoute } from '@tanstack/react-router';
import { RevenuePage } from '../../pages/finance/revenue/revenue-page';
import { revenueSearch } from '../../pages/finance/revenue/revenue-search';

export const Route = createFileRoute('/_console/finance/revenue')({
  validateSearch: revenueSearch,
  component: RevenuePage,
});
