import { useState } from 'react';
import { Button } from '../../../ui/button';
import { Card } from '../../../ui/card';
import { CopyButton, Json } from '../../../ui/code';
import { Empty } from '../../../ui/empty';
import { fieldRows, MOST_ROWS } from '../field-rows';
import { FieldTable } from '../field-table';
import { useCatalogue } from '../use-catalogue';
import type { Entry } from './event-page';

/** What the event says, each field explained by its schema; or as it is. */
export function PayloadCard({ entry: { type, data, payload, encoding } }: { readonly entry: Entry }) {
  const [isRaw, setRaw] = useState(false);
  const catalogue = useCatalogue();
  if (data === undefined) return <RawPayload payload={payload} encoding={encoding} />;
  const schema = type === null ? undefined : catalogue.data?.schemaOf(type);
  const rows = catalogue.data ? fieldRows(data, schema, catalogue.data) : [];
  return (
    <Card
      title="Payload"
      hint={
        schema
          ? (schema.description ?? `What ${catalogue.data?.titleOf(type!) ?? 'it'} holds, field by field.`)
          : catalogue.error
            ? 'The fields’ meanings can’t be had now.'
            : 'The catalogue has no schema of this type.'
      }
      isPadded={isRaw}
      actions={
        <Button isSmall look="quiet" aria-pressed={isRaw} onClick={() => setRaw(!isRaw)}>
          {isRaw ? 'Fields' : 'JSON'}
        </Button>
      }
    >
      {isRaw || catalogue.error ? <Json value={data} /> : <FieldTable label="Payload" rows={rows} />}
      {!isRaw && rows.length >= MOST_ROWS && (
        <p className="border-t border-line px-4 py-2 text-ink-2">The rest is in the JSON.</p>
      )}
    </Card>
  );
}

function RawPayload({ payload, encoding }: Pick<Entry, 'payload' | 'encoding'>) {
  return (
    <Card
      title="Message"
      hint={encoding === 'base64' ? 'Its bytes are no text; they stand here as base64.' : 'It is no event.'}
    >
      {payload === '' ? (
        <Empty title="The message is empty" />
      ) : (
        <div className="relative">
          <div className="absolute top-1.5 right-1.5">
            <CopyButton text={payload} label="Copy the message" />
          </div>
          <pre
            tabIndex={0}
            className="max-h-96 overflow-auto rounded-md bg-sunken p-3 font-mono text-[12.5px] break-all whitespace-pre-wrap"
          >
            {payload}
          </pre>
        </div>
      )}
    </Card>
  );
}
