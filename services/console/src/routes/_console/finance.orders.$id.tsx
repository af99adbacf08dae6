import { createFileRoute } from '@tanstack/react-router';
import { OrderPage } from '../../pages/finance/order/order-page';
import { orderSearch } from '../../pages/finance/order/order-search';

export const Route = createFileRoute('/_console/finance/orders/$id')({
  validateSearch: orderSearch,
  component: OrderPage,
});
