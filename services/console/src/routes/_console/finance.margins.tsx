import { createFileRoute } from '@tanstack/react-router';
import { MarginsPage } from '../../pages/finance/margins/margins-page';
import { marginsSearch } from '../../pages/finance/margins/margins-search';

export const Route = createFileRoute('/_console/finance/margins')({
  validateSearch: marginsSearch,
  component: MarginsPage,
});
