import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import type { Agent } from '../schemas';
import { STATUS_WAYS, type StatusWay } from './status-ways';

interface Asking {
  readonly way: StatusWay;
  /** One for each intent: sent twice, it is done once. */
  readonly key: string;
}

export function StatusButtons({ agent }: { readonly agent: Agent }) {
  const [asking, setAsking] = useState<Asking>();
  const client = useQueryClient();
  if (!useMay('orchestration:write')) return null;
  const set = async ({ way, key }: Asking, reason: string): Promise<void> => {
    await api.PATCH('/api/orchestration/agents/{id}', {
      params: { path: { id: agent.id }, header: { 'idempotency-key': key } },
      body: { status: way.to, reason },
    });
    said(`${agent.name} is ${way.to}`);
    void client.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[1]).includes('/agents') });
  };
  return (
    <>
      {STATUS_WAYS[agent.status].map((way) => (
        <Button key={way.to} look={way.look} onClick={() => setAsking({ way, key: crypto.randomUUID() })}>
          {way.action}
        </Button>
      ))}
      {asking && (
        <ReasonDialog
          title={`${asking.way.action} ${agent.name}`}
          description={asking.way.about}
          action={asking.way.action}
          look={asking.way.look === 'danger' ? 'danger' : 'primary'}
          onClose={() => setAsking(undefined)}
          onConfirm={(reason) => set(asking, reason)}
        />
      )}
    </>
  );
}
