import type { components } from '../../../api/openapi';
import { OrderLink } from '../../../ui/place-links';
import { Time } from '../../../ui/time';

interface FoundOrdersProps {
  readonly orders: readonly components['schemas']['FoundOrderView'][];
}

/** Several orders that have one number, to choose from. */
export const FoundOrders = ({ orders }: FoundOrdersProps) => (
  <ul aria-label="Orders with this number" className="flex flex-col gap-1 text-[13px]">
    {orders.map(({ orderId, name, shop, placedAt }) => (
      <li key={orderId}>
        <OrderLink id={orderId} name={name} /> of {shop}, placed <Time at={placedAt} as="day" />
      </li>
    ))}
  </ul>
);
