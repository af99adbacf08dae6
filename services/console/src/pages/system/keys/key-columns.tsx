import { Badge, type Tone } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import type { Column } from '../../../ui/data-table';
import { AgentLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';
import type { ApiKey } from './revoke-dialog';
import { scopeMeaning } from './scope-choices';

const STATES: Readonly<Record<ApiKey['state'], Tone>> = { active: 'good', expired: 'warn', revoked: 'none' };

/** @param revoke undefined for those who may not */
export function keyColumns(revoke: ((key: ApiKey) => void) | undefined): readonly Column<ApiKey>[] {
  const columns: Column<ApiKey>[] = [
    {
      id: 'name',
      header: 'Name',
      sortBy: ({ name }) => name,
      cell: ({ name }) => (
        <span className="block max-w-48 truncate font-medium" title={name}>
          {name}
        </span>
      ),
    },
    {
      id: 'state',
      header: 'State',
      sortBy: ({ state }) => state,
      cell: ({ state }) => <Badge tone={STATES[state]}>{state}</Badge>,
    },
    {
      id: 'agent',
      header: 'Agent',
      isSecondary: true,
      cell: ({ agentId }) => (agentId === null ? '–' : <AgentLink id={agentId} />),
    },
    {
      id: 'scopes',
      header: 'May',
      isWide: true,
      cell: ({ scopes }) => (
        <span title={scopes.map((scope) => `${scope}: ${scopeMeaning(scope) ?? 'not known here'}`).join('\n')}>
          {scopes.join(', ')}
        </span>
      ),
    },
    {
      id: 'createdAt',
      header: 'Created',
      isSecondary: true,
      sortBy: ({ createdAt }) => createdAt,
      cell: ({ createdAt }) => <Time at={createdAt} as="day" />,
    },
    {
      id: 'expiresAt',
      header: 'Expires',
      sortBy: ({ expiresAt }) => expiresAt,
      cell: ({ expiresAt }) => (expiresAt === null ? 'never' : <Time at={expiresAt} as="day" />),
    },
    {
      id: 'lastUsedAt',
      header: 'Last used',
      sortBy: ({ lastUsedAt }) => lastUsedAt,
      cell: ({ lastUsedAt }) =>
        lastUsedAt === null ? <span className="text-ink-3">never</span> : <Time at={lastUsedAt} as="ago" />,
    },
  ];
  if (!revoke) return columns;
  return [
    ...columns,
    {
      id: 'revoke',
      header: 'Revoke',
      cell: (key) =>
        key.state !== 'revoked' && (
          <Button isSmall look="danger" title={`Revoke ${key.name}`} onClick={() => revoke(key)}>
            Revoke
          </Button>
        ),
    },
  ];
}
