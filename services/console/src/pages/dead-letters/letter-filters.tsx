import { useNavigate } from '@tanstack/react-router';
import { isNarrowed } from '../../app/address-search';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { FilterInput } from '../../ui/filter-input';
import { useCatalogue } from '../events/use-catalogue';
import { LETTER_STATES, readLetterSearch, type LetterSearch } from './letter-search';
import { stateLabel } from './letter-words';

const REASONS = ['permanent', 'attempts exhausted', 'waited too long', 'deliveries exhausted', 'unknown version'];

/** Which letters are shown. Every choice is in the address, so that it can be kept and sent. */
export function LetterFilters({ search }: { readonly search: LetterSearch }) {
  const navigate = useNavigate();
  const types = useCatalogue().data?.types;
  const show = (change: Readonly<Record<string, string | undefined>>): void =>
    void navigate({ to: '/dead-letters', search: readLetterSearch({ ...search, ...change }), replace: true });
  return (
    <div role="search" className="grid grid-cols-2 gap-2 md:grid-cols-[2fr_1fr_1.4fr_auto_auto_auto]">
      <FilterInput
        isSearch
        className="col-span-2 md:col-span-1"
        label="Text"
        placeholder="Part of the error, of the id or the subject"
        value={search.text}
        onValue={(text) => show({ text })}
      />
      <FilterInput label="Consumer" value={search.consumer} onValue={(consumer) => show({ consumer })} />
      <FilterInput
        label="Type"
        value={search.type}
        onValue={(type) => show({ type })}
        {...(types && { suggestions: types })}
      />
      <Select
        aria-label="Error"
        value={search.reason ?? ''}
        choices={[{ value: '', label: 'All errors' }, ...REASONS.map((value) => ({ value, label: value }))]}
        onChange={(reason) => show({ reason: reason || undefined })}
      />
      <Select
        aria-label="State"
        value={search.state ?? 'open'}
        choices={[
          ...LETTER_STATES.map((value) => ({ value: value as string, label: stateLabel(value) })),
          { value: 'all', label: 'in any state' },
        ]}
        onChange={(state) => show({ state: state === 'open' ? undefined : state })}
      />
      <Button
        look="quiet"
        disabled={!isNarrowed(search)}
        onClick={() => void navigate({ to: '/dead-letters', search: {}, replace: true })}
      >
        Clear
      </Button>
    </div>
  );
}
