import type { ReactNode } from 'react';
import { useOrderName } from '../app/order-names';

interface OrderNameProps {
  /** Shopify's. */
  readonly id: string;
  /** Goes before the number, not before the id: `order `. */
  readonly lead?: string;
  /** Instead of the whole id, while the books know no name. */
  readonly children?: ReactNode;
}

/** An order as the shop calls it, `#1042`, with Shopify's id as the title. */
export function OrderName({ id, lead = '', children }: OrderNameProps) {
  const name = useOrderName(id);
  if (name === undefined) return <>{children ?? <span title={id}>{id}</span>}</>;
  return (
    <span title={id}>
      {lead}
      {name}
    </span>
  );
}
