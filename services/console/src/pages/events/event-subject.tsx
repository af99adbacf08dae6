import { orderOf } from '../../app/order-ids';
import { Id } from '../../ui/code';
import { OrderName } from '../../ui/order-name';

interface EventSubjectProps {
  readonly of: { readonly type: string | null; readonly subject: string | null };
  /** Characters that are shown of an id. */
  readonly length: number;
}

/** What an event is about: an order by its number, anything else by its id. */
export function EventSubject({ of, length }: EventSubjectProps) {
  if (of.subject === null) return '–';
  const id = <Id length={length}>{of.subject}</Id>;
  return orderOf(of) === undefined ? id : <OrderName id={of.subject}>{id}</OrderName>;
}
