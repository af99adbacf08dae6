import { createFileRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../app/session';
import { Shell } from '../app/shell';

/** Every page but sign-in: nobody sees one who is not signed in. */
export const Route = createFileRoute('/_console')({
  beforeLoad: async ({ context: { queryClient }, location }) => {
    const session = await queryClient.ensureQueryData(sessionQuery);
    if (!session) throw redirect({ to: '/sign-in', search: { to: location.href === '/' ? undefined : location.href } });
  },
  component: Shell,
});
