import { useMemo, useState } from 'react';
import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { useAgentNames } from '../../../app/agent-names';
import { useMay, useShop } from '../../../app/session';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Input, Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { dayIn } from '../shared/presets';
import { useSearchChange } from '../shared/use-search-change';
import { AllocateDialog } from './allocate-dialog';
import { budgetColumns, budgetTotals } from './budget-columns';
import { BudgetHistory } from './budget-history';
import { isFound, troubleFirst, type Budget } from './budget-words';
import type { BudgetsSearch } from './budgets-search';

interface BudgetListProps {
  readonly search: BudgetsSearch;
  readonly onPlan: (() => void) | undefined;
}

/** Budgets with what is left of them, how fast they burn and how long they last. */
export function BudgetList({ search: { all, department, q, budget: open }, onPlan }: BudgetListProps) {
  const change = useSearchChange();
  const may = useMay('finance:write');
  const { timeZone } = useShop();
  const [allocating, setAllocating] = useState<Budget>();
  const on = all === undefined ? dayIn(timeZone, new Date()) : undefined;
  const query = { on, department, limit: 200 };
  const meta = { topics: ['finance.budget', 'finance.spend'] };
  const budgets = $api.useInfiniteQuery(
    'get',
    '/api/finance/budgets',
    { params: { query } },
    { ...BY_CURSOR, meta, placeholderData: (before) => before },
  );
  const columns = useMemo(() => budgetColumns(may ? setAllocating : undefined), [may]);
  const rows = rowsOf<Budget>(budgets.data);
  const nameOf = useAgentNames();
  const shown = rows.find(({ id }) => id === open);
  return (
    <>
      {open !== undefined && <BudgetHistory id={open} budget={shown} onClose={() => change({ budget: undefined })} />}
      <Card
        title="Budgets"
        hint="Those that need attention first, then the most used. The forecast assumes the same pace as so far. Open a row for its history."
        isPadded={false}
        actions={
          <div className="flex flex-wrap gap-2">
            <Input
              type="search"
              aria-label="Search by name"
              placeholder="Search by name"
              className="w-44!"
              value={q ?? ''}
              onChange={({ target }) => change({ q: target.value || undefined })}
            />
            <Select
              aria-label="In force"
              value={all ?? 'today'}
              choices={[
                { value: 'today', label: 'In force today' },
                { value: 'yes', label: 'All there are' },
              ]}
              onChange={(one) => change({ all: one === 'yes' ? one : undefined })}
            />
            {department !== undefined && (
              <Button look="quiet" onClick={() => change({ department: undefined })}>
                All departments
              </Button>
            )}
          </div>
        }
      >
        <Answered of={budgets} lines={8}>
          {(pages) => (
            <DataTable
              label="Budgets"
              columns={columns}
              rows={troubleFirst(rowsOf<Budget>(pages).filter((budget) => isFound(budget, q, nameOf)))}
              totals={q === undefined ? budgetTotals(pages.pages[0]?.totals ?? []) : undefined}
              rowKey={({ id }) => id}
              onRow={({ id }) => change({ budget: id })}
              isSelected={({ id }) => id === open}
              empty={
                q !== undefined ? (
                  <Empty title={`No budget is called “${q}”`}>Look for another name.</Empty>
                ) : (
                  <Empty title="No budget is in force">
                    <p>
                      Without one, nobody is stopped. Apply one of the shop’s named plans to make a budget for each
                      department.
                    </p>
                    {onPlan && (
                      <Button look="primary" className="mt-3" onClick={onPlan}>
                        Apply a plan
                      </Button>
                    )}
                  </Empty>
                )
              }
              more={{
                ...{ hasMore: budgets.hasNextPage, isLoading: budgets.isFetchingNextPage },
                load: () => void budgets.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
      {allocating && (
        <AllocateDialog
          budget={allocating}
          onClose={() => setAllocating(undefined)}
          onDone={() => void budgets.refetch()}
        />
      )}
    </>
  );
}
