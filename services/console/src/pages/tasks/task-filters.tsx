import { Link, useNavigate } from '@tanstack/react-router';
import { isNarrowed } from '../../app/address-search';
import { useState, type FormEvent } from 'react';
import { Input, Select } from '../../ui/field';
import { STATES, WAITS } from './task-words';
import { readTasksSearch, TASK_STATES, WAITS_FOR, type TasksSearch } from './tasks-search';

const STATE_CHOICES = [
  { value: '', label: 'All states' },
  { value: TASK_STATES.slice(0, 5).join(','), label: 'Not ended' },
  { value: 'failed,timed_out', label: 'Failed or out of time' },
  ...TASK_STATES.map((value) => ({ value: value as string, label: STATES[value].label })),
];
const WAIT_CHOICES = [
  { value: '', label: 'Whatever it waits for' },
  ...WAITS_FOR.map((value) => ({ value: value as string, label: `Waits for ${WAITS[value]}` })),
];

/** Which tasks are shown; every choice is in the address. */
export function TaskFilters({ search }: { readonly search: TasksSearch }) {
  const navigate = useNavigate();
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({ to: '/tasks', search: readTasksSearch({ ...search, ...change }), replace: true });
  const { state = '', waitsFor = '', overdue = false } = search;
  const isKnown = STATE_CHOICES.some(({ value }) => value === state);
  const isFiltered = isNarrowed(search);
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line p-3">
      <Select
        aria-label="State"
        value={state}
        choices={isKnown ? STATE_CHOICES : [...STATE_CHOICES, { value: state, label: state }]}
        onChange={(value) => show({ state: value })}
      />
      <Select
        aria-label="Waits for"
        value={waitsFor}
        choices={WAIT_CHOICES}
        onChange={(value) => show({ waitsFor: value })}
      />
      <TextFilter label="Subject" value={search.subject} isSearch onValue={(subject) => show({ subject })} />
      <TextFilter label="Agent" value={search.agent} onValue={(agent) => show({ agent })} />
      <TextFilter label="Capability" value={search.capability} onValue={(capability) => show({ capability })} />
      <label className="flex h-9 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-[var(--accent)]"
          checked={overdue}
          onChange={(event) => show({ overdue: event.target.checked })}
        />
        Overdue
      </label>
      {isFiltered && (
        <Link to="/tasks" className="ml-auto text-accent underline-offset-2 hover:underline">
          Show all
        </Link>
      )}
    </div>
  );
}

interface TextFilterProps {
  readonly label: string;
  readonly value: string | undefined;
  readonly isSearch?: boolean;
  readonly onValue: (value: string) => void;
}

/** Applied by Enter and when it is left, so that not every letter is a question. */
function TextFilter({ label, value = '', isSearch = false, onValue }: TextFilterProps) {
  const [text, setText] = useState(value);
  const [before, setBefore] = useState(value);
  if (before !== value) {
    setBefore(value);
    setText(value);
  }
  const apply = (): void => {
    if (text.trim() !== value) onValue(text);
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    apply();
  };
  return (
    <form onSubmit={submit} className="min-w-32 flex-1 sm:max-w-52">
      <Input
        {...{ type: isSearch ? 'search' : 'text', placeholder: label, maxLength: 255, value: text }}
        aria-label={label}
        onChange={(event) => setText(event.target.value)}
        onBlur={apply}
      />
    </form>
  );
}
