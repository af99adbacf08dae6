import { createFileRoute } from '@tanstack/react-router';
import { MessagingPage } from '../../pages/system/messaging/messaging-page';

export const Route = createFileRoute('/_console/system/messaging')({ component: MessagingPage });
