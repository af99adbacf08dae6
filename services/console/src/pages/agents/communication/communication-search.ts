import type { TakenPath } from '../schemas';

export const KINDS = ['hierarchy', 'direct', 'before'] as const satisfies readonly TakenPath['kind'][];

/** Whose paths stand out, and which were asked for; kept in the address. */
export interface CommunicationSearch {
  readonly agent?: string | undefined;
  readonly kind?: TakenPath['kind'] | undefined;
}

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export const readCommunicationSearch = ({ agent, kind }: Readonly<Record<string, unknown>>): CommunicationSearch => ({
  agent: typeof agent === 'string' && agent.length <= 64 && SLUG.test(agent) ? agent : undefined,
  kind: KINDS.find((one) => one === kind),
});
