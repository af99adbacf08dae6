import { useNavigate } from '@tanstack/react-router';
import { Select } from '../../ui/field';
import { FilterInput } from '../../ui/filter-input';
import { SubjectFilter } from '../../ui/subject-filter';
import { LISTED_STATES, readInboxSearch, type InboxSearch, type ListedState } from './inbox-search';
import { stateLabel } from './state-words';
import { useActs, useMayDecide } from './use-inbox';

const WHOSE = [
  { value: 'mine', label: 'For me' },
  { value: 'all', label: 'Everybody’s' },
] as const;
const ORDERS = [
  { value: 'soonest', label: 'Expiring first' },
  { value: 'newest', label: 'Newest first' },
] as const;

/** What of the inbox is shown. Every choice is in the address, so that it can be kept and sent. */
export function InboxFilters({ search }: { readonly search: InboxSearch }) {
  const navigate = useNavigate();
  const acts = useActs();
  const mayDecide = useMayDecide();
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({ to: '/approvals', search: readInboxSearch({ ...search, ...change }), replace: true });
  const { state = 'pending', act, order = 'soonest', all = false } = search;
  const isWaiting = state === 'pending';
  return (
    <div className="grid grid-cols-2 gap-2 border-b border-line p-3">
      <Select<ListedState>
        aria-label="State"
        className="w-full"
        value={state}
        choices={LISTED_STATES.map((value) => ({ value, label: stateLabel(value) }))}
        onChange={(value) => show({ state: value })}
      />
      <Select
        aria-label="Act"
        className="w-full"
        value={act ?? ''}
        choices={[
          { value: '', label: 'All acts' },
          ...(acts.data ?? []).map(({ name, title }) => ({ value: name as string, label: title })),
        ]}
        onChange={(value) => show({ act: value || undefined })}
      />
      {isWaiting && (
        <>
          {mayDecide && (
            <Select
              aria-label="Whose decision"
              className="w-full"
              value={all ? 'all' : 'mine'}
              choices={WHOSE}
              onChange={(value) => show({ all: value === 'all' })}
            />
          )}
          <Select
            aria-label="Order"
            className={mayDecide ? 'w-full' : 'col-span-2 w-full'}
            value={order}
            choices={ORDERS}
            onChange={(value) => show({ order: value })}
          />
        </>
      )}
      <SubjectFilter
        label="About"
        placeholder="About, such as #1042"
        value={search.subject}
        onValue={(subject) => show({ subject })}
      />
      <FilterInput
        isSearch
        label="Who asks"
        placeholder="Who asks"
        value={search.asker}
        onValue={(asker) => show({ asker })}
      />
    </div>
  );
}
