import { useQueryClient } from '@tanstack/react-query';
import { Undo2 } from 'lucide-react';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { ReasonDialog } from '../../../ui/reason-dialog';
import { said } from '../../../ui/toasts';
import type { MigrationDetail } from '../schemas';
import { askedAgain } from './asked-again';
import { oneLine } from './one-line';

/** The legacy agent acts again, at once. Never held by a gate. */
export function RollBack({ migration: { id, canRollBack } }: { readonly migration: MigrationDetail }) {
  const [key, setKey] = useState<string>();
  const client = useQueryClient();
  if (!useMay('orchestration:write') || (!canRollBack && !key)) return null;
  const rollBack = async (reason: string): Promise<void> => {
    await api.POST('/api/orchestration/migrations/{id}/rollback', {
      params: { path: { id }, header: { 'idempotency-key': key! } },
      body: { reason: oneLine(reason) },
    });
    said('Rolled back', 'The legacy agent acts again from the next piece of work.');
    void askedAgain(client);
  };
  return (
    <>
      <Button look="danger" icon={<Undo2 aria-hidden className="size-4" />} onClick={() => setKey(crypto.randomUUID())}>
        Roll back
      </Button>
      {key && (
        <ReasonDialog
          title="Roll back"
          description="The legacy agent acts again from the next piece of work. The new agent finishes what it has begun; nothing is lost, and nothing is done twice."
          action="Roll back"
          look="danger"
          onClose={() => setKey(undefined)}
          onConfirm={rollBack}
        />
      )}
    </>
  );
}
