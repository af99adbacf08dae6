import type { ReactNode } from 'react';
import { FlaskConical } from 'lucide-react';
import { Page } from '../../../ui/page';
import { TabLinks, type TabLink } from '../../../ui/tabs';
import { sharedSearch, type PeriodSearch } from './search';

const TABS: readonly TabLink[] = [
  { to: '/finance', label: 'Profit and loss' },
  { to: '/finance/revenue' as '/', label: 'Revenue' },
  { to: '/finance/attribution' as '/', label: 'Attribution' },
  { to: '/finance/budgets' as '/', label: 'Budgets' },
  { to: '/finance/commissions' as '/', label: 'Commissions' },
  { to: '/finance/margins' as '/', label: 'Margins' },
  { to: '/finance/ledger' as '/', label: 'Ledger' },
];

export interface FinancePageProps {
  readonly title: string;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly search: PeriodSearch;
  readonly children: ReactNode;
}

/** A page of the area, with the way to the others; the period goes along. */
export function FinancePage({ title, description, actions, search, children }: FinancePageProps) {
  return (
    <Page title={title} description={description} actions={actions}>
      <TabLinks label="Finance" tabs={TABS} search={sharedSearch(search)} />
      {search.book === 'test' && (
        <p className="flex items-center gap-2 rounded-lg border border-line bg-warn-soft px-4 py-2 font-medium text-warn">
          <FlaskConical aria-hidden className="size-4 shrink-0" />
          Test book: orders of tests and of the owner. None of this is real trade.
        </p>
      )}
      {children}
    </Page>
  );
}
