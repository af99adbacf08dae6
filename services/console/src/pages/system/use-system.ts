import { useQueries } from '@tanstack/react-query';
import { $api, api } from '../../api/client';
import type { components } from '../../api/openapi';
import { retried } from '../../api/query-client';
import { useMay, useMayEach } from '../../app/session';

export type SystemView = components['schemas']['SystemView'];
export type MessagingStatus = components['schemas']['MessagingStatusView'];

/** Health has no events: it is looked at while somebody looks. */
const LOOK_MS = 10_000;

/** The services that say how their messaging goes. */
export const SERVICES = ['gateway', 'finance', 'orchestration', 'governance', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const useSystem = () =>
  $api.useQuery('get', '/api/gateway/system', {}, { refetchInterval: LOOK_MS, retry: retried(1) });

export const useQueue = () =>
  $api.useQuery(
    'get',
    '/api/orchestration/queue',
    {},
    { enabled: useMay('orchestration:read'), meta: { topics: ['orchestration.task'] }, retry: retried(1) },
  );

export const useOpenLetters = () =>
  $api.useQuery(...(['get', '/api/gateway/dead-letters/summary', { params: { query: { state: 'open' } } }] as const), {
    meta: { topics: ['dlq'] },
    retry: retried(1),
  });

/** One service's answer, or why there is none: the others are shown all the same. */
export interface StatusAsked {
  readonly service: ServiceName;
  /** Not this key's to see: it was not asked. */
  readonly isHidden: boolean;
  readonly status: MessagingStatus | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

export function useMessagingStatuses(): readonly StatusAsked[] {
  const may = useMayEach();
  const isHidden = (service: ServiceName): boolean => !may(`${service}:read`);
  const answers = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['messaging-status', service],
      enabled: !isHidden(service),
      refetchInterval: LOOK_MS,
      retry: retried(1),
      queryFn: async (): Promise<MessagingStatus> => (await api.GET(`/api/${service}/messaging/status`)).data!,
    })),
  });
  return answers.map(({ data, error, refetch }, at) => ({
    ...{ service: SERVICES[at]!, isHidden: isHidden(SERVICES[at]!), status: data, error },
    refetch: () => void refetch(),
  }));
}

export type WaitingEvent = components['schemas']['WaitingEventView'];

/** An event that waits, and in which service. */
export interface WaitingRow extends WaitingEvent {
  readonly service: ServiceName;
}

/** They come and go within minutes. */
const WAITING_LOOK_MS = 3_000;

/** Events of these services whose cause has not come yet; the first page of each. */
export function useWaitingEvents(services: readonly ServiceName[]) {
  const answers = useQueries({
    queries: services.map((service) => ({
      queryKey: ['messaging-waiting', service],
      refetchInterval: WAITING_LOOK_MS,
      retry: retried(1),
      queryFn: async () => (await api.GET(`/api/${service}/messaging/waiting`, { params: { query: {} } })).data!,
    })),
  });
  return {
    rows: answers.flatMap(({ data }, at) =>
      (data?.items ?? []).map((event): WaitingRow => ({ ...event, service: services[at]! })),
    ),
    hasMore: answers.some(({ data }) => data?.nextCursor !== undefined),
    isAnswered: answers.every(({ data, error }) => data !== undefined || error !== null),
    errors: answers.flatMap(({ error }, at) => (error ? [{ service: services[at]!, error }] : [])),
  };
}
