import { createFileRoute } from '@tanstack/react-router';
import { PoliciesPage } from '../../pages/approvals/policies-page';
import { readPoliciesSearch } from '../../pages/approvals/policies-search';

export const Route = createFileRoute('/_console/approvals/policies')({
  validateSearch: readPoliciesSearch,
  component: PoliciesPage,
});
