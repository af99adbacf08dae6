import { rowsOf } from '../../../api/pages';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { ActorName } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { components } from '../../../api/openapi';
import { useVersions } from './use-agent';

type AgentVersion = components['schemas']['AgentVersionView'];

/** What it was, who changed it and how. */
export function AgentVersions({ agentId }: { readonly agentId: string }) {
  const versions = useVersions(agentId);
  return (
    <Card title="History" hint="Every version of it in the registry, newest first." isPadded={false}>
      <Answered of={versions} lines={4}>
        {(data) => (
          <DataTable
            label="Versions"
            columns={COLUMNS}
            rows={rowsOf(data)}
            rowKey={({ version }) => String(version)}
            empty={<Empty title="No history" />}
            more={{
              hasMore: versions.hasNextPage,
              isLoading: versions.isFetchingNextPage,
              load: () => void versions.fetchNextPage(),
            }}
          />
        )}
      </Answered>
    </Card>
  );
}

const COLUMNS: readonly Column<AgentVersion>[] = [
  { id: 'version', header: 'Version', align: 'right', cell: ({ version }) => version },
  { id: 'change', header: 'Change', isWide: true, cell: ({ change }) => <span title={change}>{change}</span> },
  { id: 'actor', header: 'By', isSecondary: true, cell: ({ actor }) => <ActorName actor={actor} /> },
  { id: 'at', header: 'When', align: 'right', cell: ({ recordedAt }) => <Time at={recordedAt} /> },
];
