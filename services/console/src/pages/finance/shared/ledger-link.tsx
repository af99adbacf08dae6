import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

export interface EntriesBehind {
  readonly account?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly book?: string | undefined;
  readonly currency?: string | undefined;
  readonly kind?: string | undefined;
}

/** A figure that leads to the entries it is made of. */
export function LedgerLink({ of, children }: { readonly of: EntriesBehind; readonly children: ReactNode }) {
  const { book, ...rest } = of;
  const search = { ...rest, show: 'entries', book: book === 'test' ? 'test' : undefined };
  return (
    <Link
      to={'/finance/ledger' as '/'}
      search={search as never}
      title="The ledger entries behind this"
      className="decoration-ink-3 decoration-dotted underline-offset-4 hover:text-accent hover:underline"
    >
      {children}
    </Link>
  );
}
