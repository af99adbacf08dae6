import { createFileRoute } from '@tanstack/react-router';
import { VerifyPage } from '../../pages/events/proof/verify-page';

export const Route = createFileRoute('/_console/events/verify')({ component: VerifyPage });
