import { createFileRoute } from '@tanstack/react-router';
import { DeliveriesPage } from '../../pages/system/deliveries/deliveries-page';
import { readDeliverySearch } from '../../pages/system/deliveries/delivery-search';

export const Route = createFileRoute('/_console/system/deliveries')({
  validateSearch: readDeliverySearch,
  component: function Deliveries() {
    return <DeliveriesPage search={Route.useSearch()} />;
  },
});
