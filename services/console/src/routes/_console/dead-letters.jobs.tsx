import { createFileRoute } from '@tanstack/react-router';
import { JobsPage } from '../../pages/dead-letters/jobs/jobs-page';

export const Route = createFileRoute('/_console/dead-letters/jobs')({ component: JobsPage });
