import type { ReactNode } from 'react';
import { useShop } from '../../../app/session';
import { Input, Select } from '../../../ui/field';
import { daysOf, dayIn, presetOf, PRESETS, type Preset } from './presets';
import type { PeriodSearch } from './search';
import { useSearchChange } from './use-search-change';

interface PeriodBarProps {
  readonly search: PeriodSearch;
  /** The days that the answer is of, where none are asked for. */
  readonly shown?: { readonly from: string; readonly to: string } | undefined;
  readonly hasDays?: boolean;
  /** Currencies of the answer, to choose one of. */
  readonly currencies?: readonly string[];
  /** What the page adds: a grain, a model. */
  readonly children?: ReactNode;
}

/** Days, book and currency: one choice for the whole area, kept in the address. */
export function PeriodBar({ search, shown, hasDays = true, currencies = [], children }: PeriodBarProps) {
  const change = useSearchChange();
  const { currency } = useShop();
  const choices = [...new Set([currency, ...currencies, ...(search.currency ? [search.currency] : [])])];
  return (
    <div className="flex flex-wrap items-center gap-2">
      {hasDays && <DaysChoice search={search} shown={shown} />}
      {children}
      <Select
        aria-label="Book"
        value={search.book ?? 'real'}
        choices={[
          { value: 'real', label: 'Real book' },
          { value: 'test', label: 'Test book' },
        ]}
        onChange={(book) => change({ book: book === 'test' ? book : undefined })}
      />
      {choices.length > 1 && (
        <Select
          aria-label="Currency"
          value={search.currency ?? ''}
          choices={[{ value: '', label: 'All currencies' }, ...choices.map((value) => ({ value, label: value }))]}
          onChange={(one) => change({ currency: one || undefined })}
        />
      )}
    </div>
  );
}

function DaysChoice({ search, shown }: Pick<PeriodBarProps, 'search' | 'shown'>) {
  const change = useSearchChange();
  const { timeZone } = useShop();
  const today = dayIn(timeZone, new Date());
  const [from, to] = [search.from ?? shown?.from ?? '', search.to ?? shown?.to ?? ''];
  const preset = presetOf({ from, to }, today);
  const own = from === '' && to === '' ? 'All days' : 'Chosen days';
  const choose = (value: Preset | 'own'): void => {
    if (value !== 'own') change({ ...daysOf(value, today) });
  };
  const day = (name: 'from' | 'to', label: string, value: string) => (
    <Input
      type="date"
      aria-label={label}
      className="w-36!"
      value={value}
      {...(name === 'from' ? { max: to } : { min: from })}
      onChange={({ target }) => {
        if (target.value !== '') change({ from: from || undefined, to: to || undefined, [name]: target.value });
      }}
    />
  );
  return (
    <>
      <Select
        aria-label="Period"
        value={preset ?? 'own'}
        choices={[...(preset ? [] : [{ value: 'own' as const, label: own }]), ...PRESETS]}
        onChange={choose}
      />
      <span className="flex items-center gap-1.5">
        {day('from', 'First day', from)}
        <span aria-hidden className="text-ink-3">
          –
        </span>
        {day('to', 'Last day', to)}
      </span>
    </>
  );
}
