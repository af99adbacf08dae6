import { getRouteApi } from '@tanstack/react-router';
import { Button } from '../../../ui/button';
import { FinancePage } from '../shared/finance-page';
import { useSearchChange } from '../shared/use-search-change';
import { Balances } from './balances';
import { PARTS, type Part } from './commissions-search';
import { Payments } from './payments';
import { Plans } from './plans';
import { Statements } from './statements';

const route = getRouteApi('/_console/finance/commissions');

const LABELS: Readonly<Record<Part, string>> = {
  ...{ balances: 'Balances', statements: 'Statements', payments: 'Payments', plans: 'Plans' },
};

/** Who earned what on top of the orders they led to, what is held, and what is to be paid. */
export function CommissionsPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const { show = 'balances' } = search;
  return (
    <FinancePage
      title="Commissions"
      description="What agents, departments and partners earn on the orders credited to them; held first, then to be paid."
      search={search}
    >
      <div role="group" aria-label="Part" className="flex flex-wrap gap-1">
        {PARTS.map((part) => (
          <Button
            key={part}
            look={part === show ? 'plain' : 'quiet'}
            aria-pressed={part === show}
            onClick={() => change({ show: part === 'balances' ? undefined : part, statement: undefined })}
          >
            {LABELS[part]}
          </Button>
        ))}
      </div>
      {show === 'balances' && <Balances />}
      {show === 'statements' && <Statements search={search} />}
      {show === 'payments' && <Payments />}
      {show === 'plans' && <Plans />}
    </FinancePage>
  );
}
