import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { asWords, plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { SubjectFilter } from '../../../ui/subject-filter';
import { Answered } from '../../../ui/loading';
import type { components } from '../../../api/openapi';
import { useSearchChange } from '../shared/use-search-change';
import { accountLabel } from '../shared/words';
import { EntryCard } from './entry-card';
import type { LedgerSearch } from './ledger-search';

type Entry = components['schemas']['JournalEntryView'];

const KINDS = [...['sale', 'costs', 'refund', 'dispute', 'cancellation', 'cost', 'payout', 'spend', 'commission']];

/** Entries, newest first, by account, kind, order and days. */
export function EntryList({ search }: { readonly search: LedgerSearch }) {
  const { kind, account, orderId, from, to, currency, book } = search;
  const query = { kind, account, orderId, from, to, currency, book: book ?? ('real' as const) };
  const meta = { topics: ['finance.entry', 'finance.order', 'finance.refund', 'finance.payout', 'finance.commission'] };
  const entries = $api.useInfiniteQuery(
    'get',
    '/api/finance/entries',
    { params: { query } },
    { ...BY_CURSOR, meta, placeholderData: (before) => before },
  );
  return (
    <Card
      title="Entries"
      hint="By when they were booked, newest first. Open one to see its postings."
      isPadded={false}
      actions={<EntryFilters search={search} />}
    >
      <Answered of={entries} lines={8}>
        {(pages) => {
          const rows = rowsOf<Entry>(pages);
          return rows.length === 0 ? (
            <Empty title="No entry matches">Remove a filter, or choose other days.</Empty>
          ) : (
            <>
              <ul className="divide-y divide-line" aria-label="Entries">
                {rows.map((entry) => (
                  <li key={entry.id}>
                    <EntryCard entry={entry} />
                  </li>
                ))}
              </ul>
              <div className="flex items-center justify-center gap-3 border-t border-line p-2 text-[13px] text-ink-3">
                {plural(rows.length, 'entry', 'entries')}
                {entries.hasNextPage && (
                  <Button isSmall isBusy={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
                    Load more
                  </Button>
                )}
              </div>
            </>
          );
        }}
      </Answered>
    </Card>
  );
}

function EntryFilters({ search: { kind, account, orderId } }: { readonly search: LedgerSearch }) {
  const change = useSearchChange();
  const accounts = $api.useQuery('get', '/api/finance/accounts');
  const codes = (accounts.data ?? []).map(({ code, type }) => ({
    value: code,
    label: `${accountLabel(code)} (${type})`,
  }));
  const kinds = [...new Set([...KINDS, ...(kind ? [kind] : [])])];
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Select
        aria-label="Account"
        className="max-w-52!"
        value={account ?? ''}
        choices={[{ value: '', label: 'Every account' }, ...codes]}
        onChange={(one) => change({ account: one || undefined })}
      />
      <Select
        aria-label="Kind"
        value={kind ?? ''}
        choices={[{ value: '', label: 'Every kind' }, ...kinds.map((value) => ({ value, label: asWords(value) }))]}
        onChange={(one) => change({ kind: one || undefined })}
      />
      <SubjectFilter
        className="w-48"
        label="Order"
        placeholder="Order, such as #1042"
        value={orderId}
        onValue={(one) => change({ orderId: one })}
      />
    </div>
  );
}
