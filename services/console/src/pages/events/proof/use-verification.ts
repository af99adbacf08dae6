import { useQuery } from '@tanstack/react-query';
import { api } from '../../../api/client';
import type { components } from '../../../api/openapi';

export type Verification = components['schemas']['VerificationView'];

/** A proof that was asked for in this tab. */
export interface ProofTaken {
  readonly verification: Verification;
  readonly startedAt: number;
  /** How long the answer was waited for. */
  readonly tookMs: number;
}

/** The last verification of this tab; another one only when it is asked for. */
export function useVerification() {
  const query = useQuery({
    queryKey: ['chain-verification'],
    enabled: false,
    retry: false,
    staleTime: Infinity,
    gcTime: Infinity,
    queryFn: async ({ signal }): Promise<ProofTaken> => {
      const startedAt = Date.now();
      const { data } = await api.GET('/api/audit/verify', { signal });
      return { verification: data!, startedAt, tookMs: Date.now() - startedAt };
    },
  });
  return {
    proof: query.data,
    error: query.error,
    isRunning: query.isFetching,
    verify: () => void query.refetch({ cancelRefetch: false }),
  };
}
