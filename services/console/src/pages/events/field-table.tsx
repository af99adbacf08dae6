import { Badge } from '../../ui/badge';
import { useOrderName } from '../../app/order-names';
import { OrderLink } from '../../ui/place-links';
import type { FieldRow } from './field-rows';

const CELL = 'px-4 py-1.5 align-top break-words';

const HEADERS = [
  ['Field', 'w-[30%] md:w-[26%]'],
  ['Value', 'w-[30%]'],
  ['Type', 'w-[15%] max-md:hidden'],
  ['Meaning', ''],
] as const;

/** Fields beside their types and meanings, deeper ones further in. */
export function FieldTable({ label, rows }: { readonly label: string; readonly rows: readonly FieldRow[] }) {
  return (
    <div tabIndex={0} role="region" aria-label={label} className="max-h-[36rem] overflow-auto">
      <table aria-label={`Fields: ${label}`} className="w-full table-fixed md:min-w-[34rem] border-collapse text-left">
        <thead className="sticky top-0 bg-surface">
          <tr className="border-b border-line text-[13px] text-ink-3">
            {HEADERS.map(([header, width]) => (
              <th key={header} scope="col" className={`${CELL} font-medium ${width}`}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ pointer, name, depth, value, holds, order, type, meaning, fault }) => (
            <tr key={pointer} className="border-b border-line last:border-0">
              <th scope="row" className={`${CELL} font-normal`} title={pointer}>
                <code
                  className="inline-block font-mono text-[12.5px] break-all"
                  style={{ marginLeft: `${depth * 12}px` }}
                >
                  {name}
                </code>
              </th>
              <td className={`${CELL} `}>
                {value === null ? (
                  <span className="text-ink-3">{holds}</span>
                ) : value === '' ? (
                  <span className="text-ink-3">empty text</span>
                ) : (
                  value
                )}
                {order !== undefined && <Named order={order} />}
                {fault && (
                  <span className="ml-2 inline-block">
                    <Badge tone="warn">{fault}</Badge>
                  </span>
                )}
              </td>
              <td className={`${CELL} text-[13px] text-ink-3 max-md:hidden`} title={type}>
                <span className="line-clamp-2">{type}</span>
              </td>
              <td className={`${CELL} text-ink-2`}>
                <Meaning text={meaning} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The order’s number beside its id, which is what stands in the event. */
function Named({ order }: { readonly order: string }) {
  const name = useOrderName(order);
  return (
    name !== undefined && (
      <>
        {' '}
        <OrderLink id={order} name={name} />
      </>
    )
  );
}

/** Descriptions mark names and values by backticks. */
const Meaning = ({ text }: { readonly text: string }) =>
  text.split('`').map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <code key={at} className="font-mono text-[12.5px]">
        {part}
      </code>
    ),
  );
