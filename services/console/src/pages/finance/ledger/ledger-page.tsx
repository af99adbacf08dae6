import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../../ui/button';
import { FinancePage } from '../shared/finance-page';
import { OrderSearch } from '../shared/order-search';
import { PeriodBar } from '../shared/period-bar';
import { useSearchChange } from '../shared/use-search-change';
import { EntryList } from './entry-list';
import { TrialBalance } from './trial-balance';

const route = getRouteApi('/_console/finance/ledger');

/** The books themselves: whether they balance, what stands on each account, and every entry. */
export function LedgerPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const isEntries = search.show === 'entries';
  const to = (show: 'entries' | undefined) => () =>
    change({ show, ...(show === undefined && { account: undefined, kind: undefined, orderId: undefined }) });
  return (
    <FinancePage
      title="Ledger"
      description="Every amount comes from an account and goes to another; nothing is ever changed."
      search={search}
      actions={<OrderSearch />}
    >
      <div className="flex flex-wrap items-center justify-between gap-2">
        <div role="group" aria-label="What is shown" className="flex gap-1">
          <Button look={isEntries ? 'quiet' : 'plain'} aria-pressed={!isEntries} onClick={to(undefined)}>
            Trial balance
          </Button>
          <Button look={isEntries ? 'plain' : 'quiet'} aria-pressed={isEntries} onClick={to('entries')}>
            Entries
          </Button>
        </div>
        <PeriodBar search={search} hasDays={isEntries} />
      </div>
      {isEntries ? <EntryList search={search} /> : <TrialBalance search={search} />}
    </FinancePage>
  );
}
