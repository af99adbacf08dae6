import type { ReactNode } from 'react';
import { useKnownOrderName, useOrderName } from '../app/order-names';

interface OrderNameProps {
  /** Shopify's. */
  readonly id: string;
  /** Goes before the number, not before the id: `order `. */
  readonly lead?: string;
  /** Instead of the whole id, while the books know no name. */
  readonly children?: ReactNode;
}

/** An order as the shop calls it, `#1042`, with Shopify's id as the title. */
export function OrderName(props: OrderNameProps) {
  // A name never changes: rows of a long list that know theirs need no question that watches it.
  const known = useKnownOrderName(props.id);
  return known === undefined ? <AskedOrderName {...props} /> : <Named {...props} name={known} />;
}

function AskedOrderName(props: OrderNameProps) {
  const { id, children } = props;
  const name = useOrderName(id);
  if (name === undefined) return <>{children ?? <span title={id}>{id}</span>}</>;
  return <Named {...props} name={name} />;
}

const Named = ({ id, lead = '', name }: OrderNameProps & { readonly name: string }) => (
  <span title={id}>
    {lead}
    {name}
  </span>
);
