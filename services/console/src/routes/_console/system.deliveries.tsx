import { createFileRoute } from '@tanstack/react-router';
import { exactly } from '../../app/address-search';
import { DeliveriesPage } from '../../pages/system/deliveries/deliveries-page';
import { readDeliverySearch } from '../../pages/system/deliveries/delivery-search';

export const Route = createFileRoute('/_console/system/deliveries')({
  validateSearch: exactly(readDeliverySearch),
  component: function Deliveries() {
    return <DeliveriesPage search={Route.useSearch()} />;
  },
});
