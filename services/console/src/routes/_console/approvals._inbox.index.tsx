import { createFileRoute } from '@tanstack/react-router';
import { InboxStart } from '../../pages/approvals/inbox-start';

export const Route = createFileRoute('/_console/approvals/_inbox/')({ component: InboxStart });
