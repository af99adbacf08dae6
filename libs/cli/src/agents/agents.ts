import type { AgentShown } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import type { Context } from '../context.js';
import { columns } from '../output.js';
import { AGENTS } from './agents-api.js';

const PAGE_SIZE = 100;

export interface AgentsOptions {
  readonly limit: number;
  readonly roster?: string;
  readonly department?: string;
  readonly status?: string;
  readonly capability?: string;
}

/** Agents of the registry, in the order of their ids. */
export const agents: Action<AgentsOptions> = async (context, { limit, ...given }) => {
  const { api, output } = context;
  const { roster, department, status, capability } = given;
  const filter = { roster, department, status, capability };
  const items = await api.list<AgentShown>(AGENTS, filter, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length > 0) return agentTable(context, items);
    const filtered = Object.values(filter).some((value) => value !== undefined);
    return filtered
      ? 'No agents match. All of them: vw agents list'
      : 'No agents are registered. The roster is entered when the service starts: vw status';
  });
};

function agentTable({ output }: Context, items: readonly AgentShown[]): string {
  return output.table(
    columns(
      ['id', 'status', 'roster', 'department', 'level', 'reports to', 'executor'],
      ['personas', 'capabilities', 'p95 within'],
    ),
    items.map((one) => [
      ...[one.id, one.status, rosterText(one), one.department, one.level, one.reportsTo ?? '', one.executor.kind],
      ...[String(one.personas.length), String(one.capabilities.length), `${one.sla.p95Ms} ms`],
    ]),
  );
}

/** Of the roster before, of the one after, or of both. */
export function rosterText({ inLegacy, inTarget }: Pick<AgentShown, 'inLegacy' | 'inTarget'>): string {
  if (inLegacy && inTarget) return 'both';
  return inTarget ? 'target' : inLegacy ? 'legacy' : 'none';
}
