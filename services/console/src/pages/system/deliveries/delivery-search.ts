import { searchText } from '../../events/event-search';

/** Which deliveries are shown; kept in the address. */
export interface DeliverySearch {
  readonly status?: 'translated' | 'untranslatable';
  readonly topic?: string;
}

export function readDeliverySearch(search: Readonly<Record<string, unknown>>): DeliverySearch {
  const { status } = search;
  const topic = searchText(search['topic']);
  return {
    ...((status === 'translated' || status === 'untranslatable') && { status }),
    ...(topic !== undefined && { topic }),
  };
}
