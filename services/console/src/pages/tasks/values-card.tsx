import { Card } from '../../ui/card';
import { Json } from '../../ui/code';
import { Shown } from '../approvals/shown';
import { shownValue } from '../approvals/shown-value';
import { schemaFields } from './schema-fields';

interface ValuesCardProps {
  readonly title: string;
  readonly value: Readonly<Record<string, unknown>> | null;
  /** The capability’s; undefined while it is not known. */
  readonly schema: object | undefined;
}

/** An input or an output: each field beside what the capability’s schema says of it, and the JSON as it is. */
export function ValuesCard({ title, value, schema }: ValuesCardProps) {
  const fields = schemaFields(schema as Readonly<Record<string, unknown>> | undefined, value);
  const shown = fields.filter((field) => field.value !== undefined || field.isRequired);
  const absent = fields.filter((field) => !shown.includes(field)).map(({ name }) => name);
  const currency = typeof value?.['currency'] === 'string' ? value['currency'] : null;
  return (
    <Card title={title} isPadded={false}>
      {value === null ? (
        <p className="p-4 text-ink-3">There is none.</p>
      ) : (
        <>
          {shown.length > 0 && (
            <div className="overflow-x-auto">
              <table aria-label={title} className="w-full border-collapse text-left">
                <thead>
                  <tr className="border-b border-line text-[13px] text-ink-3">
                    <th scope="col" className="px-4 py-1.5 font-medium">
                      Field
                    </th>
                    <th scope="col" className="px-4 py-1.5 font-medium">
                      Value
                    </th>
                    <th scope="col" className="px-4 py-1.5 font-medium max-md:hidden">
                      The schema says
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {shown.map(({ name, type, isRequired, description, value: one }) => (
                    <tr key={name} className="border-b border-line align-top last:border-0">
                      <th scope="row" className="px-4 py-1.5 font-mono text-[12.5px] font-normal">
                        {name}
                      </th>
                      <td className="max-w-md min-w-40 px-4 py-1.5 break-words">
                        <Shown value={shownValue(name, one, currency)} />
                      </td>
                      <td className="px-4 py-1.5 text-[13px] text-ink-3 max-md:hidden">
                        {type}
                        {isRequired && ', required'}
                        {description !== '' && <span className="block max-w-72">{description}</span>}
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
          {absent.length > 0 && (
            <p className="border-t border-line px-4 py-2 text-[13px] text-ink-3">Left out: {absent.join(', ')}</p>
          )}
          <details className="border-t border-line px-4 py-2">
            <summary className="text-[13px] text-ink-2 hover:text-ink">As JSON</summary>
            <div className="py-2">
              <Json value={value} />
            </div>
          </details>
        </>
      )}
    </Card>
  );
}
