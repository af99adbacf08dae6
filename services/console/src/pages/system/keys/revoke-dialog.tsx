import { useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { components } from '../../../api/openapi';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { said } from '../../../ui/toasts';

export type ApiKey = components['schemas']['ApiKeyView'];

interface RevokeDialogProps {
  readonly apiKey: ApiKey;
  readonly onClose: () => void;
}

export function RevokeDialog({ apiKey: { id, name }, onClose }: RevokeDialogProps) {
  const client = useQueryClient();
  const revoke = async (): Promise<void> => {
    await api.DELETE('/api/gateway/keys/{id}', { params: { path: { id } } });
    said(`${name} is revoked`);
    void client.invalidateQueries({ queryKey: ['get', '/api/gateway/keys'] });
  };
  return (
    <ConfirmDialog
      title={`Revoke the key ${name}`}
      description="Calls with it are refused from now on, and sessions opened with it end. This can’t be undone; make a new key instead."
      action="Revoke"
      look="danger"
      onClose={onClose}
      onConfirm={revoke}
    />
  );
}
