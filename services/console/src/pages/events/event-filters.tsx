import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Button } from '../../ui/button';
import { Select } from '../../ui/field';
import { FilterInput } from '../../ui/filter-input';
import { SubjectFilter } from '../../ui/subject-filter';
import { beginningsOf } from './catalogue';
import { isFiltered, readEventSearch, type EventFilter, type EventSearch } from './event-search';
import { STREAM_ORDER, streamLabel } from './event-words';
import { useCatalogue } from './use-catalogue';

/** What is looked for. Every choice is in the address, so that it can be kept and sent. */
export function EventFilters({ search }: { readonly search: EventSearch }) {
  const navigate = useNavigate();
  const types = useCatalogue().data?.types;
  const suggestions = useMemo(() => types && [...beginningsOf(types), ...types], [types]);
  const show = (change: Partial<Record<EventFilter, string | undefined>>): void =>
    void navigate({ to: '/events', search: readEventSearch({ ...search, ...change }), replace: true });
  const streams = [...new Set([...STREAM_ORDER, ...(search.stream ? [search.stream.toUpperCase()] : [])])];
  return (
    <div role="search" className="grid grid-cols-2 gap-2 md:grid-cols-[2fr_1fr_1.4fr_1.4fr_auto_auto]">
      <FilterInput
        isSearch
        className="col-span-2 md:col-span-1"
        label="Type"
        placeholder="Type, such as vw.shop.*"
        value={search.type}
        onValue={(type) => show({ type })}
        {...(suggestions && { suggestions })}
      />
      <SubjectFilter
        label="Subject"
        placeholder="Subject: #1042 …"
        value={search.subject}
        onValue={(subject) => show({ subject })}
      />
      <FilterInput
        label="Correlation id"
        value={search.correlationId}
        onValue={(correlationId) => show({ correlationId })}
      />
      <FilterInput label="Event id" value={search.id} onValue={(id) => show({ id })} />
      <Select
        aria-label="Stream"
        value={search.stream?.toUpperCase() ?? ''}
        choices={[
          { value: '', label: 'All streams' },
          ...streams.map((value) => ({ value, label: streamLabel(value) })),
        ]}
        onChange={(stream) => show({ stream: stream || undefined })}
      />
      <Button
        look="quiet"
        disabled={!isFiltered(search)}
        onClick={() => void navigate({ to: '/events', search: {}, replace: true })}
      >
        Clear
      </Button>
    </div>
  );
}
