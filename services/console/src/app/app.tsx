import { QueryClientProvider } from '@tanstack/react-query';
import { createRouter, RouterProvider } from '@tanstack/react-router';
import { whenSignedOut } from '../api/client';
import { queryClient } from '../api/query-client';
import { routeTree } from '../route-tree.gen';
import { Toasts } from '../ui/toasts';
import { Skeleton } from '../ui/loading';
import { parseSearch, stringifySearch } from './address-search';
import { NotFound, PageFault } from './page-faults';
import { sessionQuery } from './session';

const router = createRouter({
  routeTree,
  context: { queryClient },
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultPendingComponent: () => <Skeleton lines={8} />,
  defaultErrorComponent: PageFault,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

// A session that ended elsewhere: what was loaded is not shown to whoever signs in next.
whenSignedOut(() => {
  if (queryClient.getQueryData(sessionQuery.queryKey) === null) return;
  queryClient.clear();
  queryClient.setQueryData(sessionQuery.queryKey, null);
  void router.invalidate();
});

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
      <Toasts />
    </QueryClientProvider>
  );
}
