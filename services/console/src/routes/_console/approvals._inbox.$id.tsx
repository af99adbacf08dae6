import { createFileRoute } from '@tanstack/react-router';
import { ApprovalPage } from '../../pages/approvals/approval-page';

export const Route = createFileRoute('/_console/approvals/_inbox/$id')({ component: ApprovalPage });
