import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { InboxPage } from '../../pages/approvals/inbox-page';
import { readInboxSearch } from '../../pages/approvals/inbox-search';

export const Route = createFileRoute('/_console/approvals/_inbox')({
  validateSearch: exactly(readInboxSearch),
  component: InboxPage,
});
