import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { PoliciesPage } from '../../pages/approvals/policies-page';
import { readPoliciesSearch } from '../../pages/approvals/policies-search';

export const Route = createFileRoute('/_console/approvals/policies')({
  validateSearch: exactly(readPoliciesSearch),
  component: PoliciesPage,
});
