import { createFileRoute } from '@tanstack/react-router';
import { InboxPage } from '../../pages/approvals/inbox-page';
import { readInboxSearch } from '../../pages/approvals/inbox-search';

export const Route = createFileRoute('/_console/approvals/_inbox')({
  validateSearch: readInboxSearch,
  component: InboxPage,
});
