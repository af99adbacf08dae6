import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { FinancePage } from '../shared/finance-page';
import { useSearchChange } from '../shared/use-search-change';
import { BudgetList } from './budget-list';
import { PARTS, type BudgetPart } from './budgets-search';
import { DailyList } from './daily-list';
import { PlanDialog } from './plan-dialog';
import { TransferDialog } from './transfer-dialog';
import { TransferList } from './transfer-list';

const route = getRouteApi('/_console/finance/budgets');

const LABELS: Readonly<Record<BudgetPart, string>> = {
  ...{ budgets: 'Budgets', daily: 'By the day', transfers: 'Transfers' },
};

/** What may be spent, what is, how fast, and how long it lasts. */
export function BudgetsPage() {
  const search = route.useSearch();
  const change = useSearchChange();
  const may = useMay('finance:write');
  const [dialog, setDialog] = useState<'plan' | 'transfer'>();
  const { show = 'budgets' } = search;
  return (
    <FinancePage
      title="Budgets"
      description="What may be spent and by whom, what is spent, how fast, and how long it lasts."
      search={search}
      actions={
        may && (
          <>
            <Button onClick={() => setDialog('transfer')}>Ask for a transfer</Button>
            <Button onClick={() => setDialog('plan')}>Apply a plan</Button>
          </>
        )
      }
    >
      <div role="group" aria-label="Part" className="flex flex-wrap gap-1">
        {PARTS.map((part) => (
          <Button
            key={part}
            look={part === show ? 'plain' : 'quiet'}
            aria-pressed={part === show}
            onClick={() => change({ show: part === 'budgets' ? undefined : part, budget: undefined })}
          >
            {LABELS[part]}
          </Button>
        ))}
      </div>
      {show === 'budgets' && <BudgetList search={search} onPlan={may ? () => setDialog('plan') : undefined} />}
      {show === 'daily' && <DailyList />}
      {show === 'transfers' && <TransferList />}
      {dialog === 'plan' && <PlanDialog onClose={() => setDialog(undefined)} />}
      {dialog === 'transfer' && <TransferDialog onClose={() => setDialog(undefined)} />}
    </FinancePage>
  );
}
