import type { AgentShown, Budget, MigrationShown } from '@vividwalls/contracts';
import { courseOf } from '@vividwalls/simulator';
import { ALL, isRefusal, LANES, type Demo } from './demo.js';
import { inLanes } from './in-lanes.js';

const BUDGETS = '/api/finance/budgets';

/** What an agent may spend in the month: more than the demo needs of anybody. */
const PLENTY_MINOR = '100000';

/**
 * Gives every agent whose work costs money a budget of its own for this month, unless one is in force; a few are left short, so
 * that they reach their limit. @returns how many were made
 */
export async function makeBudgets(
  demo: Demo,
  agents: readonly AgentShown[],
  migrations: readonly MigrationShown[],
  { currency, now }: { readonly currency: string; readonly now: Date },
): Promise<number> {
  const inForce = await demo.api.list<Budget>(BUDGETS, { on: isoDay(now) }, ALL, 100);
  const known = new Set(inForce.flatMap(({ agentId, unit }) => (unit === currency && agentId ? [agentId] : [])));
  const short = shortOfMoney(migrations);
  const lacking = agents.filter(({ id, capabilities, status }) => {
    const costs = capabilities.some(({ costMinor }) => costMinor !== '0');
    return costs && status === 'active' && !known.has(id);
  });
  const made = inLanes(lacking, LANES, ({ id, department }) => {
    const order = { department, agentId: id, currency, limit: 'hard', ...monthOf(now) };
    return make(demo, { ...order, allocatedMinor: short.get(id) ?? PLENTY_MINOR }, id);
  });
  return (await Promise.all(made)).filter(Boolean).length;
}

/** Agents that shall reach their limit, with what they get. */
function shortOfMoney(migrations: readonly MigrationShown[]): Map<string, string> {
  return new Map(
    migrations.flatMap(({ targetAgentId, personaId, legacyAgentIds }) => {
      const { shortOfMoney: short } = courseOf(targetAgentId, personaId);
      if (!short) return [];
      return [[short.side === 'target' ? targetAgentId : legacyAgentIds[0]!, short.allocatedMinor] as const];
    }),
  );
}

/** @returns false when one is in force meanwhile */
async function make(demo: Demo, order: object, agentId: string): Promise<boolean> {
  const headers = { 'idempotency-key': `agents-demo-${agentId}` };
  return demo
    .patiently(() => demo.api.post(BUDGETS, order, headers))
    .then(
      () => true,
      (error: unknown) => {
        if (isRefusal(error, 409, 422)) return false;
        throw error;
      },
    );
}

const DAY_MS = 86_400_000;
const isoDay = (at: Date): string => at.toISOString().slice(0, 10);

/** The month, wide enough to hold today wherever the shop's calendar is kept. */
export function monthOf(now: Date): { readonly periodStart: string; readonly periodEnd: string } {
  const [before, after] = [new Date(now.getTime() - DAY_MS), new Date(now.getTime() + DAY_MS)];
  return {
    periodStart: isoDay(new Date(Date.UTC(before.getUTCFullYear(), before.getUTCMonth(), 1))),
    periodEnd: isoDay(new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0))),
  };
}
