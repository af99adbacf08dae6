import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { $api, api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Fault } from '../../../ui/fault';
import { Field, Input, Select } from '../../../ui/field';
import { MadeKey } from './made-key';
import { ScopeFields } from './scope-fields';
import { expiresAt, EXPIRIES, nameFault, type Expiry } from './scope-choices';
import { useAttempt } from '../../../ui/use-attempt';

const AGENTS_ASKED = 200;

/** Asks what the key is for, makes it, and shows it this one time. */
export function NewKeyDialog({ onClose }: { readonly onClose: () => void }) {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const [agentId, setAgentId] = useState('');
  const [scopes, setScopes] = useState<ReadonlySet<string>>(new Set());
  const [expiry, setExpiry] = useState<Expiry>('90');
  const [made, setMade] = useState<string>();
  const { isBusy, error, attempt } = useAttempt();
  const agents = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { roster: 'target', limit: AGENTS_ASKED } } },
    { enabled: useMay('orchestration:read') },
  );
  const fault = nameFault(name);
  const create = async (): Promise<void> => {
    const ends = expiresAt(expiry, Date.now());
    await attempt(async () => {
      const { data } = await api.POST('/api/gateway/keys', {
        body: {
          name,
          scopes: [...scopes],
          ...(agentId !== '' && { agentId }),
          ...(ends !== undefined && { expiresAt: ends }),
        },
      });
      setMade(data!.key);
      void client.invalidateQueries({ queryKey: ['get', '/api/gateway/keys'] });
    });
  };
  if (made !== undefined) return <MadeKey name={name} secret={made} onClose={onClose} />;
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title="New key"
      description="Give it no more than it needs: its scopes can’t be changed later."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            isBusy={isBusy}
            disabled={name === '' || fault !== undefined || scopes.size === 0}
            onClick={() => void create()}
          >
            Create
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-3">
          <Field
            label="Name"
            fault={fault}
            hint="Letters, digits, . _ and -, no spaces. Its calls are recorded under it."
          >
            {(id) => (
              <Input
                id={id}
                autoFocus
                autoComplete="off"
                maxLength={64}
                placeholder="n8n"
                value={name}
                onChange={({ target }) => setName(target.value)}
              />
            )}
          </Field>
          <Field label="Agent (optional)" hint="Then its calls are the agent’s.">
            {(id) => (
              <Select
                id={id}
                className="w-full"
                value={agentId}
                choices={[
                  { value: '', label: 'None' },
                  ...(agents.data?.items ?? []).map((agent) => ({ value: agent.id, label: agent.name })),
                ]}
                onChange={setAgentId}
              />
            )}
          </Field>
          <Field label="Expires">
            {(id) => <Select id={id} className="w-full" value={expiry} choices={EXPIRIES} onChange={setExpiry} />}
          </Field>
        </div>
        <ScopeFields chosen={scopes} onChosen={setScopes} />
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}
