import { LayoutList, Network } from 'lucide-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { cx } from '../../../ui/class-names';
import { Select } from '../../../ui/field';
import { FilterInput } from '../../../ui/filter-input';
import { asWords, departmentLabel } from '../../../format/words';
import { useCapabilities } from '../agent/use-agent';
import { readRosterSearch, STATUSES, type RosterSearch } from './roster-search';

interface RosterFiltersProps {
  readonly search: RosterSearch;
  readonly departments: readonly string[];
  readonly capabilities: readonly string[];
}

const ROSTERS = [
  { value: 'target', label: 'Roster after' },
  { value: 'legacy', label: 'Roster before' },
] as const;

const all = (label: string, values: readonly string[], labelOf: (value: string) => string) => [
  { value: '', label },
  ...values
    .map((value) => ({ value, label: labelOf(value) }))
    .toSorted((a, b) => (a.label < b.label ? -1 : a.label > b.label ? 1 : 0)),
];

/** What of the roster is shown; every choice is in the address. */
export function RosterFilters({ search, departments, capabilities }: RosterFiltersProps) {
  const navigate = useNavigate();
  const known = useCapabilities().data?.items ?? [];
  const titleOf = (name: string): string => known.find((one) => one.name === name)?.title ?? name;
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({ to: '/agents', search: readRosterSearch({ ...search, ...change }), replace: true });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        isSearch
        label="Search agents"
        placeholder="Name or role"
        className="w-44"
        value={search.q}
        onValue={(q) => show({ q })}
      />
      <Select
        aria-label="Roster"
        value={search.roster ?? 'target'}
        choices={ROSTERS}
        onChange={(roster) => show({ roster, department: undefined, capability: undefined })}
      />
      <Select
        aria-label="Department"
        value={search.department ?? ''}
        choices={all('All departments', departments, departmentLabel)}
        onChange={(department) => show({ department })}
      />
      <Select
        aria-label="Status"
        value={search.status ?? ''}
        choices={[
          { value: '', label: 'Any status' },
          ...STATUSES.map((value) => ({
            value: value as string,
            label: value === 'stopped' ? 'Stands still' : asWords(value),
          })),
        ]}
        onChange={(status) => show({ status })}
      />
      <Select
        aria-label="Capability"
        className="max-w-52"
        value={search.capability ?? ''}
        choices={all('Any capability', capabilities, titleOf)}
        onChange={(capability) => show({ capability })}
      />
      <ViewSwitch search={search} />
    </div>
  );
}

const VIEWS = [
  { view: undefined, label: 'List', icon: LayoutList },
  { view: 'chart', label: 'Organisation chart', icon: Network },
] as const;

function ViewSwitch({ search }: { readonly search: RosterSearch }) {
  return (
    <div role="group" aria-label="View" className="flex rounded-md border border-line-strong p-0.5 sm:ml-auto">
      {VIEWS.map(({ view, label, icon: Icon }) => (
        <Link
          key={label}
          to="/agents"
          search={{ ...search, view }}
          aria-current={search.view === view ? 'true' : undefined}
          className={cx(
            'flex h-7.5 items-center gap-1.5 rounded px-2.5 font-medium',
            search.view === view ? 'bg-accent-soft text-accent' : 'text-ink-2 hover:bg-sunken',
          )}
        >
          <Icon aria-hidden className="size-4" />
          {label}
        </Link>
      ))}
    </div>
  );
}
