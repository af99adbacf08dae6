import { useQueries } from '@tanstack/react-query';
import { $api, api } from '../../api/client';
import type { components } from '../../api/openapi';

export type SystemView = components['schemas']['SystemView'];
export type MessagingStatus = components['schemas']['MessagingStatusView'];

/** Health has no events: it is looked at while somebody looks. */
const LOOK_MS = 10_000;

/** The services that say how their messaging goes. */
export const SERVICES = ['gateway', 'finance', 'orchestration', 'governance', 'audit'] as const;
export type ServiceName = (typeof SERVICES)[number];

export const useSystem = () => $api.useQuery('get', '/api/gateway/system', {}, { refetchInterval: LOOK_MS, retry: 1 });

export const useQueue = () =>
  $api.useQuery('get', '/api/orchestration/queue', {}, { meta: { topics: ['orchestration.task'] }, retry: 1 });

export const useOpenLetters = () =>
  $api.useQuery(...(['get', '/api/gateway/dead-letters/summary', { params: { query: { state: 'open' } } }] as const), {
    meta: { topics: ['dlq'] },
    retry: 1,
  });

/** One service's answer, or why there is none: the others are shown all the same. */
export interface StatusAsked {
  readonly service: ServiceName;
  readonly status: MessagingStatus | undefined;
  readonly error: Error | null;
  readonly refetch: () => void;
}

export function useMessagingStatuses(): readonly StatusAsked[] {
  const answers = useQueries({
    queries: SERVICES.map((service) => ({
      queryKey: ['messaging-status', service],
      refetchInterval: LOOK_MS,
      retry: 1,
      queryFn: async (): Promise<MessagingStatus> => (await api.GET(`/api/${service}/messaging/status`)).data!,
    })),
  });
  return answers.map(({ data, error, refetch }, at) => ({
    ...{ service: SERVICES[at]!, status: data, error },
    refetch: () => void refetch(),
  }));
}
