import { Link, useNavigate } from '@tanstack/react-router';
import { isNarrowed } from '../../app/address-search';
import { useKnownAgents } from '../../app/agent-names';
import { Select } from '../../ui/field';
import { SubjectFilter } from '../../ui/subject-filter';
import { namedChoices } from './named-choices';
import { STATES, WAITS } from './task-words';
import { FOR_PEOPLE, readTasksSearch, TASK_STATES, WAITS_FOR, type TasksSearch } from './tasks-search';
import { useCapabilities } from './use-capabilities';

const STATE_CHOICES = [
  { value: '', label: 'All states' },
  { value: TASK_STATES.slice(0, 5).join(','), label: 'Not ended' },
  { value: 'failed,timed_out', label: 'Failed or out of time' },
  ...TASK_STATES.map((value) => ({ value: value as string, label: STATES[value].label })),
];
const WAIT_CHOICES = [
  { value: '', label: 'Whatever it waits for' },
  { value: FOR_PEOPLE, label: 'Waits for a person’s answer' },
  ...WAITS_FOR.map((value) => ({ value: value as string, label: `Waits for ${WAITS[value]}` })),
];

/** Which tasks are shown; every choice is in the address. */
export function TaskFilters({ search }: { readonly search: TasksSearch }) {
  const navigate = useNavigate();
  const show = (change: Readonly<Record<string, unknown>>): void =>
    void navigate({ to: '/tasks', search: readTasksSearch({ ...search, ...change }), replace: true });
  const agents = useKnownAgents();
  const capabilities = useCapabilities().map(({ name, title }) => ({ id: name, name: title }));
  const { state = '', waitsFor = '', overdue = false, orderLate = false } = search;
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
      <SubjectFilter
        isSearch
        className={FIELD}
        label="Subject"
        value={search.subject}
        onValue={(subject) => show({ subject })}
      />
      <Select
        aria-label="Agent"
        className={CHOICE}
        value={search.agent ?? ''}
        choices={namedChoices(agents, 'Any agent', search.agent)}
        onChange={(agent) => show({ agent })}
      />
      <Select
        aria-label="Capability"
        className={CHOICE}
        value={search.capability ?? ''}
        choices={namedChoices(capabilities, 'Any capability', search.capability)}
        onChange={(capability) => show({ capability })}
      />
      <Ticked label="Overdue" isTicked={overdue} onTick={(isTicked) => show({ overdue: isTicked })} />
      <Ticked label="Order late" isTicked={orderLate} onTick={(isTicked) => show({ orderLate: isTicked })} />
      {isFiltered && (
        <Link to="/tasks" className="ml-auto text-accent underline-offset-2 hover:underline">
          Show all
        </Link>
      )}
    </div>
  );
}

/** A field among the filters. */
const FIELD = 'min-w-32 flex-1 sm:max-w-52';
const CHOICE = 'sm:max-w-52';

interface TickedProps {
  readonly label: string;
  readonly isTicked: boolean;
  readonly onTick: (isTicked: boolean) => void;
}

const Ticked = ({ label, isTicked, onTick }: TickedProps) => (
  <label className="flex h-9 items-center gap-2">
    <input
      type="checkbox"
      className="size-4 accent-[var(--accent)]"
      checked={isTicked}
      onChange={(event) => onTick(event.target.checked)}
    />
    {label}
  </label>
);
