import { createFileRoute, redirect } from '@tanstack/react-router';
import { sessionQuery } from '../app/session';
import { SignIn } from '../app/sign-in';

/** Only an address of the console's own is gone to after signing in. */
const ownAddress = (to: unknown): string | undefined =>
  typeof to === 'string' && /^\/(?![/\\])/.test(to) ? to : undefined;

export const Route = createFileRoute('/sign-in')({
  validateSearch: ({ to }): { to: string | undefined } => ({ to: ownAddress(to) }),
  beforeLoad: async ({ context: { queryClient }, search }) => {
    if (await queryClient.ensureQueryData(sessionQuery)) throw redirect({ to: search.to ?? '/' });
  },
  component: function SignInPage() {
    return <SignIn to={Route.useSearch().to ?? '/'} />;
  },
});
