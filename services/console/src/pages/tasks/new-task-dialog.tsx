import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../api/client';
import { newIntentKey } from '../../api/intent-key';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { Fault } from '../../ui/fault';
import { Field, Input, Select, TextArea } from '../../ui/field';
import { said } from '../../ui/toasts';
import { JsonField, readObject } from './json-field';
import { skeletonOf } from './schema-fields';
import { useCapabilities } from './use-capabilities';
import { useAttempt } from '../../ui/use-attempt';

/** Asks for work: for a capability with its input, or in words that routing makes sense of. */
export function NewTaskDialog({ onClose }: { readonly onClose: () => void }) {
  const capabilities = useCapabilities();
  const navigate = useNavigate();
  const [key] = useState(newIntentKey);
  const [capability, setCapability] = useState('');
  const [subject, setSubject] = useState('');
  const [words, setWords] = useState('');
  const [input, setInput] = useState('{}');
  const { isBusy, error, attempt } = useAttempt();
  const chosen = capabilities.find(({ name }) => name === capability);
  const read = readObject(input);
  const isReady = subject.trim() !== '' && 'value' in read && (capability !== '' || words.trim() !== '');

  const choose = (name: string): void => {
    const schema = capabilities.find((one) => one.name === name)?.inputSchema as Record<string, unknown> | undefined;
    setCapability(name);
    setInput(JSON.stringify(skeletonOf(schema), null, 2));
  };
  const ask = async (): Promise<void> => {
    if (!('value' in read)) return;
    await attempt(async () => {
      const { data } = await api.POST('/api/orchestration/tasks', {
        params: { header: { 'idempotency-key': key } },
        body: {
          ...{ subject: subject.trim(), input: read.value },
          ...(capability !== '' && { capability }),
          ...(words.trim() !== '' && { context: { text: words.trim() } }),
        },
      });
      said('Asked for');
      onClose();
      await navigate({ to: '/tasks/$id', params: { id: data!.id }, search: {} });
    });
  };
  return (
    <Dialog
      isOpen
      isWide
      onClose={onClose}
      title="Ask for work"
      description={chosen?.description ?? 'Choose what is to be done, or say it in words and routing finds out.'}
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button look="primary" disabled={!isReady} isBusy={isBusy} onClick={() => void ask()}>
            Ask for it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field label="Capability">
          {(id) => (
            <Select
              id={id}
              className="w-full"
              value={capability}
              choices={[
                { value: '', label: 'Routing finds out' },
                ...capabilities.map(({ name, title }) => ({ value: name, label: `${title} (${name})` })),
              ]}
              onChange={choose}
            />
          )}
        </Field>
        <Field label="Subject" hint="What it is about: a customer’s id, else an order’s.">
          {(id) => (
            <Input
              {...{ id, maxLength: 255, required: true, value: subject }}
              onChange={(event) => setSubject(event.target.value)}
            />
          )}
        </Field>
        <Field label={capability === '' ? 'In words' : 'In words (optional)'}>
          {(id) => (
            <TextArea
              {...{ id, rows: 2, maxLength: 8_000, value: words }}
              onChange={(event) => setWords(event.target.value)}
            />
          )}
        </Field>
        <JsonField label="Input" hint="As the capability’s schema says." text={input} onText={setInput} />
        {error && <Fault error={error} />}
      </div>
    </Dialog>
  );
}
