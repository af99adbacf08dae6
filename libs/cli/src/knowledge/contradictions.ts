import { randomUUID } from 'node:crypto';
import type { Action } from '../command.js';
import { usageError } from '../command-error.js';
import { columns } from '../output.js';
import { shown } from '../terminal.js';
import { KNOWLEDGE, type ContradictionShown } from './knowledge-api.js';

const PAGE_SIZE = 100;

export interface ContradictionOptions {
  readonly state: string;
  readonly limit: number;
  readonly holds?: string;
  readonly reason?: string;
}

/** Where two articles say different things; with one and --holds, which of them is right. */
export const contradictions: Action<ContradictionOptions> = async (context, options, [id]) => {
  if (id !== undefined) return resolve(context, options, [id]);
  const { api, output } = context;
  const items: ContradictionShown[] = [];
  const query = options.state === 'all' ? {} : { state: options.state };
  for await (const one of api.pages<ContradictionShown>(`${KNOWLEDGE}/contradictions`, query, options.limit, PAGE_SIZE))
    items.push(one);
  output.result({ items }, () => {
    if (items.length === 0)
      return options.state === 'open' ? 'No two articles contradict each other.' : 'There are none.';
    const side = ({ citation, value, source }: ContradictionShown['first']) => [`${citation}: ${value}`, source ?? ''];
    const rows = items.map((one) => [
      ...[one.id, one.state, one.unit === '' ? one.key : `${one.key} (${one.unit})`],
      ...[...side(one.first), ...side(one.second), one.holds ?? ''],
    ]);
    return output.table(columns(['id', 'state', 'of', 'one', 'its source', 'other', 'its source', 'holds'], []), rows);
  });
};

const resolve: Action<ContradictionOptions> = async ({ api, output }, { holds, reason }, [id]) => {
  if (holds === undefined || reason === undefined) {
    throw usageError('Say which article holds, and why: --holds <article> --reason <text>');
  }
  const path = `${KNOWLEDGE}/contradictions/${encodeURIComponent(id!)}/resolve`;
  const resolved = await api.post<{ id: string; state: string }>(
    path,
    { holds, reason },
    { 'idempotency-key': randomUUID() },
  );
  output.result(resolved, () =>
    shown(`${holds} holds. The other article carries it as a warning until it is changed.`),
  );
};
