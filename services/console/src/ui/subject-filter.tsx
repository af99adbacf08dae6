import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { isOrderNumber, isShopifyId } from '../app/order-ids';
import { orderIdOf, useMayNameOrders, useOrderName } from '../app/order-names';
import { FilterInput, type FilterInputProps } from './filter-input';

interface Written {
  readonly text: string | undefined;
  /** What was looked for when it was written. */
  readonly before: string | undefined;
}

/** A filter by what things are about. An order can be written as the shop shows it, #1042, and is shown so; the filter is its id. */
export function SubjectFilter({ value, onValue, ...rest }: FilterInputProps) {
  const client = useQueryClient();
  const mayName = useMayNameOrders();
  const name = useOrderName(value !== undefined && isShopifyId(value) ? value : undefined);
  const [written, setWritten] = useState<Written>();
  const latest = useRef<Written>(undefined);
  // Whoever has gone to another page meanwhile is not fetched back.
  useEffect(() => () => void (latest.current = undefined), []);
  const take = async (text: string | undefined): Promise<void> => {
    const mine: Written = { text, before: value };
    latest.current = mine;
    setWritten(mine);
    const isNumber = mayName && text !== undefined && isOrderNumber(text);
    // Without the books the text is taken for an id, as any other.
    const id = isNumber ? await orderIdOf(text, client).catch(() => undefined) : undefined;
    if (latest.current === mine) onValue(id ?? text);
  };
  // An address that somebody wrote has the number as well; one that the books do not know stays as it is.
  useEffect(() => {
    if (value === undefined || value === latest.current?.text || !mayName || !isOrderNumber(value)) return;
    let isCurrent = true;
    const named = orderIdOf(value, client).catch(() => undefined);
    void named.then((id) => isCurrent && id !== undefined && onValue(id));
    return () => void (isCurrent = false);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- onValue is another one with every drawing
  }, [value, mayName, client]);
  const isTaking = written !== undefined && written.before === value;
  return (
    <FilterInput {...rest} value={isTaking ? written.text : (name ?? value)} onValue={(text) => void take(text)} />
  );
}
