import { formatNumber } from '../../../format/numbers';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Unknown } from '../../../ui/money';
import { AgentLink } from '../../../ui/place-links';
import type { RosterPaths } from '../schemas';
import type { Cell, Matrix } from './matrix';
import { CELL_WORDS } from './path-words';

interface RoutesTableProps {
  readonly paths: RosterPaths;
  readonly matrix: Matrix;
  readonly label: string;
}

/** The same as the picture, row by row. */
export function RoutesTable({ paths: { agents }, matrix: { cells }, label }: RoutesTableProps) {
  const columns: Column<Cell>[] = [
    {
      ...{ id: 'from', header: 'From', sortBy: ({ row }) => row },
      cell: ({ row }) => <AgentLink id={agents[row]!.id}>{agents[row]!.name}</AgentLink>,
    },
    {
      ...{ id: 'to', header: 'To', sortBy: ({ column }) => column },
      cell: ({ column }) => <AgentLink id={agents[column]!.id}>{agents[column]!.name}</AgentLink>,
    },
    {
      id: 'kind',
      header: 'What it is',
      isSecondary: true,
      sortBy: ({ kind }) => kind,
      cell: ({ kind }) => CELL_WORDS[kind],
    },
    {
      ...{ id: 'messages', header: 'Messages', align: 'right', sortBy: ({ messages }) => messages },
      cell: ({ messages }) =>
        messages === null ? <Unknown reason="not taken so far" isShort /> : formatNumber(messages),
    },
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={cells}
      rowKey={({ row, column }) => `${row} ${column}`}
      empty={<Empty title="No route is needed" />}
    />
  );
}
