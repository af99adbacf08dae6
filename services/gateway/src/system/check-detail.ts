import type { CheckResult } from '@vividwalls/platform';

interface NamedState {
  readonly name: string;
  readonly state: string;
}

/** What a check says in a few words: what is wrong, else its state; null when it has nothing to say. */
export function checkDetail({ detail, ...rest }: CheckResult): string | null {
  if (detail) return detail;
  const { state, server, consumers } = rest as { state?: unknown; server?: unknown; consumers?: unknown };
  if (typeof state === 'string') return state;
  if (typeof server === 'string') return `version ${server}`;
  if (Array.isArray(consumers)) return consumersDetail(consumers as NamedState[]);
  return null;
}

function consumersDetail(consumers: readonly NamedState[]): string {
  const others = consumers.filter(({ state }) => state !== 'running');
  if (others.length > 0) return others.map(({ name, state }) => `${name}: ${state}`).join('; ');
  return consumers.length === 1 ? '1 runs' : `${consumers.length} run`;
}
