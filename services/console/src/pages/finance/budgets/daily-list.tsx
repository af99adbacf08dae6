import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { formatCalendar } from '../../../format/times';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { AgentLink } from '../../../ui/place-links';
import type { components } from '../../../api/openapi';
import { Amount } from './amount';
import { scopeWords } from './budget-words';

type Daily = components['schemas']['DailyBudgetView'];

/** Budgets of so much for each day. */
export function DailyList() {
  const meta = { topics: ['finance.budget'] };
  const dailies = $api.useInfiniteQuery('get', '/api/finance/budgets/daily', {}, { ...BY_CURSOR, meta });
  return (
    <Card title="Budgets by the day" hint="An amount for each day; a new budget opens every morning." isPadded={false}>
      <Answered of={dailies}>
        {(pages) => (
          <DataTable
            label="Budgets by the day"
            columns={COLUMNS}
            rows={rowsOf<Daily>(pages)}
            rowKey={({ id }) => id}
            empty={
              <Empty title="There is no daily budget">
                One is made by the API or by <code>vw budgets</code> with <code>per: day</code>; it fits tokens of
                language models.
              </Empty>
            }
            more={{
              ...{ hasMore: dailies.hasNextPage, isLoading: dailies.isFetchingNextPage },
              load: () => void dailies.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<Daily>[] = [
  {
    ...{ id: 'scope', header: 'Whose', isWide: true },
    cell: (daily) => (
      <>
        {daily.agentId ? <AgentLink id={daily.agentId} /> : scopeWords(daily)}
        {daily.agentId && <span className="text-ink-3"> · {scopeWords(daily)}</span>}
      </>
    ),
  },
  {
    ...{ id: 'days', header: 'Days' },
    cell: ({ periodStart, periodEnd }) =>
      `${formatCalendar(periodStart)} – ${periodEnd ? formatCalendar(periodEnd) : 'without end'}`,
  },
  { id: 'limit', header: 'Limit', cell: ({ limit }) => (limit === 'hard' ? 'hard' : 'asks beyond it') },
  {
    ...{ id: 'amount', header: 'Each day', align: 'right' },
    cell: ({ allocatedMinor, unit }) => <Amount minor={allocatedMinor} unit={unit} />,
  },
];
