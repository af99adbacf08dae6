import { randomUUID } from 'node:crypto';

/** Headers of a request with a key of its own: sent twice, it is done once. */
export const keyed = (): Record<string, string> => ({ 'idempotency-key': randomUUID() });
