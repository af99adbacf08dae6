import { useNavigate } from '@tanstack/react-router';
import { rowsOf } from '../../../api/pages';
import { formatPercent } from '../../../format/numbers';
import { asWords } from '../../../format/words';
import { Badge, type Tone } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { Answered } from '../../../ui/loading';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { useCapabilityTitle } from '../../approvals/use-capability-title';
import type { MigrationDetail } from '../schemas';
import { ComparisonDialog } from './comparison-dialog';
import { readMigrationSearch, VERDICTS, type MigrationSearch } from './migration-search';
import { useComparisons } from './use-board';

export type Comparison = components['schemas']['ComparisonView'];

interface ComparisonsProps {
  readonly migration: MigrationDetail;
  readonly search: MigrationSearch;
}

/** What the new agent would have done beside what was done. */
export function Comparisons({ migration: { id }, search }: ComparisonsProps) {
  const comparisons = useComparisons(id, search.verdict);
  const columns = columnsOf(useCapabilityTitle());
  const navigate = useNavigate();
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({
      to: '/agents/consolidation/$id',
      params: { id },
      search: readMigrationSearch({ ...search, ...change }),
      replace: true,
      resetScroll: false,
    });
  const rows = rowsOf(comparisons.data);
  const open = rows.find((one) => one.id === search.comparison);
  return (
    <Card
      title="Comparisons"
      hint="In shadow, the new agent proposes what it would have done for each act of the legacy agent. Open one to compare both outputs."
      isPadded={false}
      actions={
        <Select
          aria-label="Verdict"
          value={search.verdict ?? ''}
          choices={[
            { value: '', label: 'All verdicts' },
            ...VERDICTS.map((value) => ({ value: value as string, label: asWords(value) })),
          ]}
          onChange={(verdict) => show({ verdict })}
        />
      }
    >
      <Answered of={comparisons} lines={4}>
        {() => (
          <DataTable
            label="Comparisons"
            columns={columns}
            rows={rows}
            rowKey={(row) => row.id}
            onRow={(row) => show({ comparison: row.id })}
            isSelected={(row) => row.id === search.comparison}
            empty={
              <Empty title={search.verdict ? `No comparison is a ${search.verdict}` : 'Nothing was compared yet'}>
                Comparisons are made in shadow, as the legacy agent works.
              </Empty>
            }
            more={{
              hasMore: comparisons.hasNextPage,
              isLoading: comparisons.isFetchingNextPage,
              load: () => void comparisons.fetchNextPage(),
            }}
          />
        )}
      </Answered>
      {open && <ComparisonDialog of={open} onClose={() => show({ comparison: undefined })} />}
    </Card>
  );
}

const TONES: Readonly<Record<Comparison['verdict'], Tone>> = { match: 'good', difference: 'bad', incomparable: 'none' };

export const ComparisonVerdict = ({ of: { verdict } }: { readonly of: Comparison }) => (
  <Badge tone={TONES[verdict]}>{asWords(verdict)}</Badge>
);

const columnsOf = (titleOf: (capability: string) => string): readonly Column<Comparison>[] => [
  { id: 'verdict', header: 'Verdict', cell: (row) => <ComparisonVerdict of={row} /> },
  { id: 'capability', header: 'Capability', isSecondary: true, cell: ({ capability }) => titleOf(capability) },
  {
    ...{ id: 'differences', header: 'Differences', isWide: true },
    cell: ({ differences }) => <span title={differences}>{differences || 'none'}</span>,
  },
  {
    ...{ id: 'similarity', header: 'Alike', align: 'right' },
    cell: ({ similarity }) => <span className="tnum">{formatPercent(similarity * 100, 0)}</span>,
  },
  { id: 'comparator', header: 'Compared by', isSecondary: true, cell: ({ comparator }) => comparator },
  { id: 'run', header: 'Run', align: 'right', isSecondary: true, cell: ({ run }) => run },
  { id: 'at', header: 'When', align: 'right', isSecondary: true, cell: ({ at }) => <Time at={at} as="ago" /> },
];
