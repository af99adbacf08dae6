import type { Action } from '../command.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';

const KEYS = '/api/gateway/keys';

interface KeyShown {
  readonly id: string;
  readonly name: string;
  /** The agent whose key it is; null for one of people and programs. */
  readonly agentId: string | null;
  readonly scopes: readonly string[];
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly revokedAt: string | null;
}

export const list: Action<object> = async ({ api, output }) => {
  const { items } = await api.get<{ items: readonly KeyShown[] }>(KEYS);
  output.result({ items }, () => {
    if (items.length === 0) return 'There are none besides the owner’s.';
    const rows = items.map(({ id, name, agentId, scopes, expiresAt, revokedAt }) => [
      ...[id, agentId === null ? `key:${name}` : `agent:${agentId}`, name, scopes.join(' ')],
      revokedAt !== null ? `revoked ${revokedAt}` : expiresAt === null ? '' : `until ${expiresAt}`,
    ]);
    return output.table(columns(['id', 'whoever calls is', 'name', 'scopes', '']), rows);
  });
};

export interface NewKeyOptions {
  readonly agent?: string;
  readonly scope: readonly string[];
  readonly expires?: string;
}

/** The key goes to standard output and nowhere else. */
export const make: Action<NewKeyOptions> = async ({ api, output }, { agent, scope, expires }, [name]) => {
  const made = await api.post<{ id: string; key: string }>(KEYS, {
    ...{ name, scopes: scope },
    ...(agent !== undefined && { agentId: agent }),
    ...(expires !== undefined && { expiresAt: expires }),
  });
  output.result(made, () =>
    [made.key, shown(`Keep it: it is not shown again. To revoke it: vw keys revoke ${made.id}`)].join('\n'),
  );
};

export const revoke: Action<object> = async ({ api, output }, _options, [id]) => {
  await api.delete<undefined>(`${KEYS}/${encodeURIComponent(id!)}`);
  output.result({ id, revoked: true }, () => shown(`${id} opens nothing any more.`));
};
