import { formatBytes, formatDuration, formatNumber } from '../../../format/numbers';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Unknown } from '../../../ui/money';
import { Time } from '../../../ui/time';
import type { SystemView } from '../use-system';

type Stream = SystemView['streams'][number];

const S = 1_000;

const COLUMNS: readonly Column<Stream>[] = [
  {
    id: 'name',
    header: 'Stream',
    isWide: true,
    sortBy: ({ name }) => name,
    cell: ({ name, description, detail }) => (
      <span title={description}>
        <span className="font-medium">{name}</span> <span className="text-ink-3">{detail ?? description}</span>
      </span>
    ),
  },
  figure('messages', 'Messages', formatNumber),
  figure('bytes', 'Size', formatBytes),
  { id: 'oldest', header: 'Oldest', isSecondary: true, cell: ({ oldestAt }) => <Time at={oldestAt} as="ago" /> },
  { id: 'newest', header: 'Newest', cell: ({ newestAt }) => <Time at={newestAt} as="ago" /> },
  figure('consumers', 'Consumers', formatNumber, true),
  {
    id: 'kept',
    header: 'Kept for',
    align: 'right',
    isSecondary: true,
    cell: ({ maxAgeS }) => (maxAgeS === null ? 'ever' : formatDuration(maxAgeS * S)),
  },
];

function figure(
  id: 'messages' | 'bytes' | 'consumers',
  header: string,
  format: (value: number) => string,
  isSecondary = false,
): Column<Stream> {
  return {
    ...{ id, header, isSecondary, align: 'right' },
    sortBy: (row) => row[id],
    cell: (row) => (row[id] === null ? <Unknown reason={row.detail} /> : format(row[id])),
  };
}

export const StreamsCard = ({ streams }: { readonly streams: readonly Stream[] }) => (
  <Card
    title="Streams"
    hint="Where events are kept until everybody has read them, and a while longer."
    isPadded={false}
  >
    <DataTable
      label="Streams"
      columns={COLUMNS}
      rows={streams}
      rowKey={({ name }) => name}
      empty={<Empty title="The broker has no streams" />}
    />
  </Card>
);
