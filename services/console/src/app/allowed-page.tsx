import { Link, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { ProblemError } from '../api/problem';
import { Fault } from '../ui/fault';
import { Page } from '../ui/page';
import { PLACES } from './navigation';
import { scopeOf } from './page-scopes';
import { useMayEach } from './session';

/** The page, or that the key may not see it and where else it leads: nothing is asked that would be refused. */
export function AllowedPage({ children }: { readonly children: ReactNode }) {
  const { pathname } = useLocation();
  const may = useMayEach();
  const scope = scopeOf(pathname);
  if (scope === undefined || may(scope)) return children;
  const open = PLACES.filter(({ to }) => may(scopeOf(to) ?? ''));
  return (
    <Page title={titleOf(pathname)}>
      <Fault
        error={new ProblemError(403, 'Not allowed', `Your key can’t see this page: it needs the scope ${scope}.`)}
      />
      {open.length > 0 && (
        <p className="text-ink-2">
          Your key can see:{' '}
          {open.map(({ to, label }, index) => (
            <span key={to}>
              {index > 0 && ', '}
              <Link to={to as '/'} className="text-accent underline underline-offset-2">
                {label}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </Page>
  );
}

function titleOf(path: string): string {
  const within = PLACES.filter(({ to }) => path === to || (to !== '/' && path.startsWith(`${to}/`)));
  return within.toSorted((one, other) => other.to.length - one.to.length)[0]?.label ?? 'Not allowed';
}
