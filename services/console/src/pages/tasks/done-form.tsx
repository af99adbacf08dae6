import { useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { api } from '../../api/client';
import { Button } from '../../ui/button';
import { Fault } from '../../ui/fault';
import { said } from '../../ui/toasts';
import { JsonField, readObject } from './json-field';
import { schemaFields, skeletonOf } from './schema-fields';
import type { TaskView } from './tasks-search';
import { useAttempt } from '../../ui/use-attempt';

interface DoneFormProps {
  readonly task: TaskView;
  readonly outputSchema: object | undefined;
}

/** Each field and what it may be: `verdict (one of print, hold; required)`. */
const hintOf = (fields: ReturnType<typeof schemaFields>): string =>
  fields.map(({ name, type, isRequired }) => `${name} (${type}${isRequired ? '; required' : ''})`).join(', ');

/** What a person did, in the shape that the capability promises. The service checks it against the schema. */
export function DoneForm({ task: { id }, outputSchema }: DoneFormProps) {
  const [text, setText] = useState<string>();
  const { isBusy, error, attempt } = useAttempt();
  const client = useQueryClient();
  const schema = outputSchema as Readonly<Record<string, unknown>> | undefined;
  const shown = text ?? JSON.stringify(skeletonOf(schema), null, 2);
  const read = readObject(shown);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if ('fault' in read) return;
    await attempt(async () => {
      const { data } = await api.POST('/api/orchestration/tasks/{id}/answer', {
        params: { path: { id } },
        body: { output: read.value },
      });
      client.setQueryData(['get', '/api/orchestration/tasks/{id}', { params: { path: { id } } }], data);
      said('It is done');
    });
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
      <JsonField label="What came of it" hint={hintOf(schemaFields(schema, null))} text={shown} onText={setText} />
      {error && <Fault error={error} />}
      <Button type="submit" look="primary" className="self-start" isBusy={isBusy} disabled={'fault' in read}>
        It is done
      </Button>
    </form>
  );
}
