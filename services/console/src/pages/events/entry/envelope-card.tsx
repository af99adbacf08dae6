import { Card } from '../../../ui/card';
import { fieldRows } from '../field-rows';
import { FieldTable } from '../field-table';
import { useCatalogue } from '../use-catalogue';

interface EnvelopeCardProps {
  readonly envelope: Readonly<Record<string, unknown>> | undefined;
}

/** What stands around the payload: the message's headers. */
export function EnvelopeCard({ envelope }: EnvelopeCardProps) {
  const catalogue = useCatalogue().data;
  if (!envelope || !catalogue) return null;
  const schema = catalogue.envelope;
  // The data has a table of its own.
  const around = schema && { ...schema, required: (schema.required ?? []).filter((name) => name !== 'data') };
  return (
    <Card title="Headers" hint="What stands around every payload." isPadded={false}>
      <FieldTable label="Headers" rows={fieldRows(envelope, around, catalogue)} />
    </Card>
  );
}
