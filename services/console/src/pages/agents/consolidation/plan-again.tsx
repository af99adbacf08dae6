import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import type { MigrationDetail } from '../schemas';
import { askedAgain } from './asked-again';
import { oneLine } from './one-line';

/** After it was rolled back: once more from the beginning. */
export function PlanAgain({ migration }: { readonly migration: MigrationDetail }) {
  const [key, setKey] = useState<string>();
  const client = useQueryClient();
  if (!useMay('orchestration:write') || (migration.state !== 'rolled_back' && !key)) return null;
  const { targetAgentId, personaId, legacyAgentIds } = migration;
  const plan = async (reason: string): Promise<void> => {
    await api.POST('/api/orchestration/migrations', {
      params: { header: { 'idempotency-key': key! } },
      body: { targetAgentId, personaId, legacyAgentIds, reason: oneLine(reason) },
    });
    said('Planned again');
    void askedAgain(client);
  };
  return (
    <>
      <Button look="primary" onClick={() => setKey(crypto.randomUUID())}>
        Plan again
      </Button>
      {key && (
        <ReasonDialog
          title="Plan again"
          description="It starts over: earlier comparisons and measurements no longer count."
          action="Plan again"
          onClose={() => setKey(undefined)}
          onConfirm={plan}
        />
      )}
    </>
  );
}
