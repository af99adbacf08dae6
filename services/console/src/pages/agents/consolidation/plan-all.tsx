import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { plural } from '../../../format/words';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { said } from '../../../ui/toasts';
import { askedAgain } from './asked-again';

/** Plans what the roster asks for and is not there yet. Nothing begins by it: the legacy agents act as before. */
export function PlanAll() {
  const [key, setKey] = useState<string>();
  const client = useQueryClient();
  if (!useMay('orchestration:write')) return null;
  const plan = async (): Promise<void> => {
    const { data } = await api.POST('/api/orchestration/migrations/plan-all', {
      params: { header: { 'idempotency-key': key! } },
      body: {},
    });
    said(`${plural(data?.planned ?? 0, 'migration')} planned`);
    void askedAgain(client);
  };
  return (
    <>
      <Button look="primary" onClick={() => setKey(crypto.randomUUID())}>
        Plan all
      </Button>
      {key && (
        <ConfirmDialog
          title="Plan all migrations"
          description="One for each legacy agent whose work another agent takes over. Planning starts nothing: each is rolled forward on its own evidence."
          action="Plan all"
          onClose={() => setKey(undefined)}
          onConfirm={plan}
        />
      )}
    </>
  );
}
