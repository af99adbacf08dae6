import { Plus } from 'lucide-react';
import { useState } from 'react';
import { $api } from '../../../api/client';
import { BY_CURSOR, rowsOf } from '../../../api/pages';
import { useMay } from '../../../app/session';
import { asWords } from '../../../format/words';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { DataTable, type Column } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Answered } from '../../../ui/loading';
import { AgentLink } from '../../../ui/place-links';
import type { components } from '../../../api/openapi';
import { useAgentNames } from '../../../app/agent-names';
import { MATCHES } from './matches';
import { RemoveSourceDialog, SourceDialog } from './source-dialogs';

type Source = components['schemas']['TouchSourceBody'];

/** Which agent stands behind a campaign, a code or a link. */
export function TouchSources() {
  const may = useMay('finance:write');
  const nameOf = useAgentNames();
  const [open, setOpen] = useState<{ readonly do: 'set' | 'remove'; readonly source?: Source }>();
  const sources = $api.useInfiniteQuery('get', '/api/finance/attribution/touch-sources', {}, BY_CURSOR);
  const columns: Column<Source>[] = [
    { id: 'match', header: 'Matches', cell: ({ match }) => MATCHES[match] },
    { ...{ id: 'value', header: 'Value', isWide: true }, cell: ({ value }) => <code title={value}>{value}</code> },
    {
      ...{ id: 'agent', header: 'Agent' },
      cell: ({ agentId }) => (agentId ? <AgentLink id={agentId}>{nameOf(agentId)}</AgentLink> : '–'),
    },
    {
      ...{ id: 'channel', header: 'Channel', isSecondary: true },
      cell: ({ channel }) => (channel ? asWords(channel) : 'as the visit says'),
    },
    { ...{ id: 'kind', header: 'Kind', isSecondary: true }, cell: ({ kind }) => (kind ? asWords(kind) : '–') },
    ...(may
      ? [
          {
            ...{ id: 'do', header: '', align: 'right' as const },
            cell: (source: Source) => (
              <span className="inline-flex gap-1">
                <Button isSmall look="quiet" onClick={() => setOpen({ do: 'set', source })}>
                  Change
                </Button>
                <Button isSmall look="danger" onClick={() => setOpen({ do: 'remove', source })}>
                  Remove
                </Button>
              </span>
            ),
          },
        ]
      : []),
  ];
  const done = () => {
    setOpen(undefined);
    void sources.refetch();
  };
  return (
    <div id="touch-sources" className="scroll-mt-16">
      <Card
        title="Touch sources"
        hint="Which agent stands behind a campaign mark, a discount code or a link. Visits that bear one then count as a touch of that agent."
        isPadded={false}
        actions={
          may && (
            <Button isSmall icon={<Plus aria-hidden className="size-3.5" />} onClick={() => setOpen({ do: 'set' })}>
              Add a source
            </Button>
          )
        }
      >
        <Answered of={sources}>
          {(pages) => (
            <DataTable
              label="Touch sources"
              columns={columns}
              rows={rowsOf<Source>(pages)}
              rowKey={({ match, value }) => `${match} ${value}`}
              empty={
                <Empty title="No source is set">
                  Until one is, marked visits count as touches that name no agent. Add the first: a campaign, a code or
                  a link, and the agent behind it.
                </Empty>
              }
              more={{
                ...{ hasMore: sources.hasNextPage, isLoading: sources.isFetchingNextPage },
                load: () => void sources.fetchNextPage(),
              }}
            />
          )}
        </Answered>
      </Card>
      {open?.do === 'set' && <SourceDialog source={open.source} onClose={() => setOpen(undefined)} onDone={done} />}
      {open?.do === 'remove' && open.source && (
        <RemoveSourceDialog source={open.source} onClose={() => setOpen(undefined)} onDone={done} />
      )}
    </div>
  );
}
