import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { asWords } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { ActorName, TaskLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { Amount } from './amount';
import { scopeWords, type Budget } from './budget-words';

type Movement = components['schemas']['MovementView'];

interface BudgetHistoryProps {
  readonly id: string;
  readonly budget: Budget | undefined;
  readonly onClose: () => void;
}

/** Everything that moved a budget, with how it stood after. */
export function BudgetHistory({ id, budget: listed, onClose }: BudgetHistoryProps) {
  const path = { id };
  const meta = { topics: ['finance.budget', 'finance.spend'] };
  const { data } = $api.useQuery('get', '/api/finance/budgets/{id}', { params: { path } }, { meta });
  const history = $api.useInfiniteQuery(
    'get',
    '/api/finance/budgets/{id}/history',
    { params: { path } },
    { ...BY_CURSOR, meta },
  );
  const budget = data ?? listed;
  return (
    <Card
      title={budget ? `History: ${budget.agentId ? asWords(budget.agentId) : scopeWords(budget)}` : 'History'}
      hint="What moved, newest first, and what was left after it."
      isPadded={false}
      actions={
        <Button isSmall look="quiet" onClick={onClose}>
          Close
        </Button>
      }
    >
      <Answered of={history} lines={5}>
        {(pages) => (
          <DataTable
            label="History of the budget"
            columns={columnsOf(budget?.unit ?? 'USD')}
            rows={rowsOf<Movement>(pages)}
            rowKey={({ seq }) => String(seq)}
            empty={<Empty title="Nothing has moved yet" />}
            more={{
              ...{ hasMore: history.hasNextPage, isLoading: history.isFetchingNextPage },
              load: () => void history.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

function columnsOf(unit: string): Column<Movement>[] {
  const change = (id: 'allocatedMinor' | 'reservedMinor' | 'spentMinor', header: string): Column<Movement> => ({
    ...{ id, header, align: 'right' as const, isSecondary: true },
    cell: ({ [id]: minor }) => (minor === '0' ? '' : <Amount minor={minor} unit={unit} isChange />),
  });
  return [
    { id: 'at', header: 'When', cell: ({ recordedAt }) => <Time at={recordedAt} /> },
    { id: 'kind', header: 'What', cell: ({ kind }) => asWords(kind) },
    {
      ...{ id: 'why', header: 'Why', isWide: true, isSecondary: true },
      cell: ({ reason, reference }) => <Why reason={reason} reference={reference} />,
    },
    { ...{ id: 'actor', header: 'By', isSecondary: true }, cell: ({ actor }) => <ActorName actor={actor} /> },
    change('allocatedMinor', 'Allocated'),
    change('reservedMinor', 'Encumbered'),
    change('spentMinor', 'Spent'),
    {
      ...{ id: 'left', header: 'Left after it', align: 'right' },
      cell: ({ remainingMinor }) => <Amount minor={remainingMinor} unit={unit} />,
    },
  ];
}

const TASK = /^task\/([0-9a-f-]{36})\//;

/** A reason that somebody gave, or what it was for; tasks lead to theirs. */
function Why({ reason, reference }: Pick<Movement, 'reason' | 'reference'>) {
  const task = reference === undefined ? undefined : TASK.exec(reference)?.[1];
  if (reason !== undefined) return <span title={reason}>{reason}</span>;
  return task ? <TaskLink id={task}>Task {task}</TaskLink> : <span title={reference}>{reference ?? '–'}</span>;
}
