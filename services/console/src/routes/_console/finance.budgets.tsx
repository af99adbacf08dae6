import { createFileRoute } from '@tanstack/react-router';
import { BudgetsPage } from '../../pages/finance/budgets/budgets-page';
import { budgetsSearch } from '../../pages/finance/budgets/budgets-search';

export const Route = createFileRoute('/_console/finance/budgets')({
  validateSearch: budgetsSearch,
  component: BudgetsPage,
});
