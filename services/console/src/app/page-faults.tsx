import { Link, type ErrorComponentProps } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import { Empty } from '../ui/empty';
import { Fault } from '../ui/fault';
import { Page } from '../ui/page';
import { isUnloaded } from './page-scripts';
import { UnloadedPage } from './unloaded-page';

export function PageFault({ error, reset }: ErrorComponentProps) {
  if (isUnloaded(error)) return <UnloadedPage />;
  return (
    <Page title="This page can’t be shown">
      <Fault error={error instanceof Error ? error : new Error(String(error))} onRetry={reset} />
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title="Not found">
      <Empty title="There is nothing at this address" icon={Compass}>
        It may have been mistyped.{' '}
        <Link to="/" className="text-accent underline">
          Go to the overview
        </Link>
        , or press Ctrl K and say where to go.
      </Empty>
    </Page>
  );
}
