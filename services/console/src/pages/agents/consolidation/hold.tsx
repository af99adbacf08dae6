import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { said } from '../../../ui/toasts';
import type { MigrationDetail } from '../schemas';
import { askedAgain } from './asked-again';

/** Whether thresholds and gates move it by themselves, or people alone. */
export function Hold({ migration: { id, isAutomatic, version } }: { readonly migration: MigrationDetail }) {
  const [key, setKey] = useState<string>();
  const client = useQueryClient();
  if (!useMay('orchestration:approve')) return null;
  const action = isAutomatic ? 'Hold' : 'Let go';
  const change = async (): Promise<void> => {
    await api.PUT('/api/orchestration/migrations/{id}/settings', {
      params: { path: { id }, header: { 'idempotency-key': key! } },
      body: { isAutomatic: !isAutomatic, expectedVersion: version },
    });
    said(isAutomatic ? 'Only people move it now' : 'It may move by itself again');
    void askedAgain(client);
  };
  return (
    <>
      <Button isSmall onClick={() => setKey(crypto.randomUUID())}>
        {action}
      </Button>
      {key && (
        <ConfirmDialog
          title={isAutomatic ? 'Hold it where it is' : 'Let it move by itself'}
          description={
            isAutomatic
              ? 'Until you let go, thresholds no longer roll it back and gates no longer move it forward. People still can.'
              : 'Thresholds may roll it back, and gates may take it as far as its settings say.'
          }
          action={action}
          onClose={() => setKey(undefined)}
          onConfirm={change}
        />
      )}
    </>
  );
}
