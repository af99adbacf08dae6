import { useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { components } from '../../../api/openapi';

export type Verification = components['schemas']['VerificationView'];
export type ChainFault = components['schemas']['ChainFaultView'];

const LAST = ['chain-verification', 'last'] as const;
/** Somebody may have asked elsewhere; no event tells of it. */
const LOOK_MS = 60_000;

/** What the last verification found, whoever asked for it; null when nobody has. */
export const useLastVerification = (isEnabled = true) =>
  useQuery({
    queryKey: LAST,
    enabled: isEnabled,
    refetchInterval: LOOK_MS,
    queryFn: async ({ signal }): Promise<Verification | null> =>
      (await api.GET('/api/audit/verify/last', { signal })).data!.last,
  });

/** The last verification, and the way to another one. */
export function useVerification() {
  const client = useQueryClient();
  const last = useLastVerification();
  const own = useQuery({
    queryKey: ['chain-verification', 'own'],
    enabled: false,
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: async ({ signal }): Promise<Verification> => {
      const found = (await api.GET('/api/audit/verify', { signal })).data!;
      client.setQueryData(LAST, found);
      return found;
    },
  });
  return {
    last,
    /** Whether this tab has asked. */
    isOwn: own.data !== undefined,
    error: own.error,
    isRunning: own.isFetching,
    verify: () => void own.refetch({ cancelRefetch: false }),
  };
}
