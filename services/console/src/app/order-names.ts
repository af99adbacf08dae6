import { queryOptions, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { api } from '../api/client';
import { AskedTogether } from '../api/asked-together';
import { askedAgainAfterMs, isAskedFor, isShopifyId } from './order-ids';
import { useMay } from './session';

/** What the books tell names for. */
const SCOPE = 'finance:read';
/** A name never changes; it is only forgotten some time after nobody shows it, so that a page may stay open for months. */
const KEPT_MS = 30 * 60_000;

const names = new AskedTogether<string>(async (ids) => {
  const { data } = await api.GET('/api/finance/order-names', { params: { query: { ids: ids.join(',') } } });
  return new Map(data?.items.map(({ orderId, name }) => [orderId, name]));
});

/** The name of one order; null while the books know none. Each has its own place in the cache, so that only those draw it who show it. */
const nameQuery = (id: string) =>
  queryOptions({
    queryKey: ['order-name', id],
    queryFn: () => names.of(id),
    gcTime: KEPT_MS,
    retry: false,
    refetchOnWindowFocus: false,
    staleTime: ({ state }) => (state.data ? Infinity : askedAgainAfterMs(state.dataUpdateCount)),
    refetchInterval: ({ state: { data, dataUpdateCount, errorUpdateCount } }) =>
      !data && askedAgainAfterMs(dataUpdateCount + errorUpdateCount),
  });

/** The number that the shop shows for an order, `#1042`; undefined while it is not known, or not for this key. @param id Shopify's */
export function useOrderName(id: string | undefined): string | undefined {
  const enabled = useMay(SCOPE) && id !== undefined && isAskedFor(id);
  return useQuery({ ...nameQuery(id ?? ''), enabled }).data ?? undefined;
}

/** The same by what is known at this moment, for whoever draws many at once: it asks nobody, and is not drawn again. */
export function useKnownOrderName(id: string): string | undefined {
  return useQueryClient().getQueryData(nameQuery(id).queryKey) ?? undefined;
}

/** Whether the books have said that there is no such order. Of one with an id of Shopify's they may hear yet. */
export function useIsNoOrder(id: string): boolean {
  const enabled = useMay(SCOPE) && isAskedFor(id) && !isShopifyId(id);
  return useQuery({ ...nameQuery(id), enabled }).data === null && enabled;
}

const wordsOf = (subject: string, name: string | null | undefined): string => (name ? `Order ${name}` : subject);

/** What something is about, in words: an order by its number, `Order #1042`; anything else as it is. */
export const useSubjectWords = (subject: string): string =>
  wordsOf(subject, useOrderName(isShopifyId(subject) ? subject : undefined));

/** The same for words that are said once: by what is known at that moment. */
export function useKnownSubjectWords(): (subject: string) => string {
  const client = useQueryClient();
  return (subject) => wordsOf(subject, client.getQueryData(nameQuery(subject).queryKey));
}

/** Shopify's id of the order that a shop shows under this number, of the newest where several shops have it; undefined without one. */
export async function orderIdOf(number: string, client: QueryClient): Promise<string | undefined> {
  const { data } = await api.GET('/api/finance/orders', { params: { query: { number } } });
  const found = data?.items[0];
  // Whoever shows it next need not ask.
  if (found?.name) client.setQueryData(nameQuery(found.orderId).queryKey, found.name);
  return found?.orderId;
}

export const useMayNameOrders = (): boolean => useMay(SCOPE);
