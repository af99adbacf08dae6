import { formatNumber } from '../../../format/numbers';
import { Badge, type Tone } from '../../../ui/badge';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Select } from '../../../ui/field';
import { AgentLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { TakenPath } from '../schemas';
import { KINDS, type CommunicationSearch } from './communication-search';
import { KIND_WORDS } from './path-words';

interface TakenPathsProps {
  readonly taken: readonly TakenPath[];
  readonly nameOf: (id: string) => string;
  readonly search: CommunicationSearch;
  readonly onSearch: (change: Readonly<Record<string, unknown>>) => void;
}

/** Paths that were taken: an agent handed something to another. */
export function TakenPaths({ taken, nameOf, search: { agent, kind }, onSearch }: TakenPathsProps) {
  const rows = taken.filter(
    (path) =>
      (kind === undefined || path.kind === kind) && (agent === undefined || path.from === agent || path.to === agent),
  );
  return (
    <Card
      title={agent ? `Paths of ${nameOf(agent)} that were taken` : 'Paths that were taken'}
      hint="A path is taken when an agent hands work to another: a child task, a fallback, a request."
      isPadded={false}
      actions={
        <>
          {agent && (
            <button
              type="button"
              className="text-[13px] font-medium text-accent underline-offset-2 hover:underline"
              onClick={() => onSearch({ agent: undefined })}
            >
              Everybody’s
            </button>
          )}
          <Select
            aria-label="What it is"
            value={kind ?? ''}
            choices={[
              { value: '', label: 'Any path' },
              ...KINDS.map((value) => ({ value: value as string, label: KIND_WORDS[value] })),
            ]}
            onChange={(value) => onSearch({ kind: value })}
          />
        </>
      }
    >
      <DataTable
        label="Paths that were taken"
        columns={columnsOf(nameOf)}
        rows={rows}
        rowKey={({ from, to }) => `${from} ${to}`}
        empty={
          <Empty title={taken.length === 0 ? 'No path was taken so far' : 'No path matches'}>
            {taken.length === 0 && 'They are counted while agents work.'}
          </Empty>
        }
      />
    </Card>
  );
}

const TONES: Readonly<Record<TakenPath['kind'], Tone>> = { hierarchy: 'good', direct: 'warn', before: 'none' };

const columnsOf = (nameOf: (id: string) => string): Column<TakenPath>[] => [
  {
    ...{ id: 'from', header: 'From', sortBy: ({ from }) => nameOf(from) },
    cell: ({ from }) => <AgentLink id={from}>{nameOf(from)}</AgentLink>,
  },
  {
    ...{ id: 'to', header: 'To', sortBy: ({ to }) => nameOf(to) },
    cell: ({ to }) => <AgentLink id={to}>{nameOf(to)}</AgentLink>,
  },
  {
    ...{ id: 'messages', header: 'Messages', align: 'right', sortBy: ({ messages }) => messages },
    cell: ({ messages }) => formatNumber(messages),
  },
  {
    ...{ id: 'kind', header: 'In the roster after', sortBy: ({ kind }) => kind },
    cell: ({ kind }) => <Badge tone={TONES[kind]}>{KIND_WORDS[kind]}</Badge>,
  },
  {
    ...{ id: 'first', header: 'First', align: 'right', isSecondary: true, sortBy: ({ firstAt }) => firstAt },
    cell: ({ firstAt }) => <Time at={firstAt} />,
  },
  {
    ...{ id: 'last', header: 'Last', align: 'right', sortBy: ({ lastAt }) => lastAt },
    cell: ({ lastAt }) => <Time at={lastAt} as="ago" />,
  },
];
