import { useState } from 'react';
import { $api, api } from '../../../api/client';
import { useMay } from '../../../app/session';
import { Button } from '../../../ui/button';
import { Dialog } from '../../../ui/dialog';
import { Fault } from '../../../ui/fault';
import { Field, Input, Select } from '../../../ui/field';
import { said } from '../../../ui/toasts';
import type { components } from '../../../api/openapi';
import { MATCHES } from './matches';
import { useAttempt } from '../../../ui/use-attempt';

type Source = components['schemas']['TouchSourceBody'];
type Kind = NonNullable<Source['kind']>;

interface SourceDialogProps {
  readonly source?: Source | undefined;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

const MATCH_CHOICES = (Object.keys(MATCHES) as Source['match'][]).map((value) => ({ value, label: MATCHES[value] }));
const KINDS: readonly { readonly value: Kind | ''; readonly label: string }[] = [
  { value: '', label: 'As the visit says' },
  { value: 'direct', label: 'Direct: it led to the visit' },
  { value: 'assisted', label: 'Assisted: it helped' },
  { value: 'influenced', label: 'Influenced: it was seen' },
];

/** Says who stands behind a mark; the same mark again is changed. */
export function SourceDialog({ source, onClose, onDone }: SourceDialogProps) {
  const agents = $api.useQuery(
    'get',
    '/api/orchestration/agents',
    { params: { query: { limit: 200 } } },
    { enabled: useMay('orchestration:read') },
  );
  const [match, setMatch] = useState<Source['match']>(source?.match ?? 'utm_campaign');
  const [value, setValue] = useState(source?.value ?? '');
  const [agentId, setAgent] = useState(source?.agentId ?? '');
  const [channel, setChannel] = useState(source?.channel ?? '');
  const [kind, setKind] = useState<Kind | ''>(source?.kind ?? '');
  const { error, isBusy, attempt } = useAttempt();
  const save = () =>
    void attempt(async () => {
      const body: Source = {
        ...{ match, value: value.trim() },
        ...(agentId && { agentId }),
        ...(channel.trim() && { channel: channel.trim() }),
        ...(kind && { kind }),
        ...(source?.campaign && { campaign: source.campaign }),
        ...(source?.personaId && { personaId: source.personaId }),
      };
      await api.PUT('/api/finance/attribution/touch-sources', { body });
      said('Touch source saved', 'Visits from now on count so.');
      onDone();
    });
  const choices = [
    { value: '', label: 'No agent' },
    ...(agents.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
    ...(agentId && !agents.data?.items.some(({ id }) => id === agentId) ? [{ value: agentId, label: agentId }] : []),
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={source ? 'Change a touch source' : 'Add a touch source'}
      description="Orders that are in the books already keep their touches."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" isBusy={isBusy} disabled={value.trim() === ''} onClick={save}>
            Save
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="What it matches">
          {(id) => (
            <Select id={id} value={match} choices={MATCH_CHOICES} onChange={setMatch} disabled={source !== undefined} />
          )}
        </Field>
        <Field label="Value" hint="As it stands in the address or on the order; capitals do not matter.">
          {(id) => (
            <Input
              id={id}
              value={value}
              maxLength={255}
              disabled={source !== undefined}
              placeholder={match === 'discount_code' ? 'TRADE10' : match === 'link' ? '/pages/lookbook' : 'room-ideas'}
              onChange={({ target }) => setValue(target.value)}
            />
          )}
        </Field>
        <Field label="Agent behind it">
          {(id) => <Select id={id} value={agentId} choices={choices} onChange={setAgent} />}
        </Field>
        <Field label="Channel (optional)" hint="Left out: as the visit itself says.">
          {(id) => <Input id={id} value={channel} maxLength={64} onChange={({ target }) => setChannel(target.value)} />}
        </Field>
        <Field label="Kind of touch (optional)">
          {(id) => <Select id={id} value={kind} choices={KINDS} onChange={setKind} />}
        </Field>
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}

export function RemoveSourceDialog({ source, onClose, onDone }: SourceDialogProps & { readonly source: Source }) {
  const { error, isBusy, attempt } = useAttempt();
  const remove = () =>
    void attempt(async () => {
      const { match, value } = source;
      await api.DELETE('/api/finance/attribution/touch-sources', { params: { query: { match, value } } });
      said('Touch source removed');
      onDone();
    });
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Remove this touch source?"
      description={`Visits with ${source.value} will name no agent any more. Orders in the books keep what they have.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="danger" isBusy={isBusy} onClick={remove}>
            Remove
          </Button>
        </>
      }
    >
      {error ? <Fault error={error} /> : <p className="text-ink-2">It can be added again at any time.</p>}
    </Dialog>
  );
}
