import type { CalendarDay } from '../../reports/calendar-day.js';
import type { Beneficiary } from '../plans/beneficiary.js';
import type { PlanMarks } from '../plans/plan-store.js';
import type { Terms } from '../plans/terms.js';

/** What attribution gives of an order's net revenue to one combination of agent, persona, department and campaign. */
export interface Credit {
  readonly agentId: string | null;
  readonly personaId: string | null;
  readonly department: string | null;
  readonly campaign: string | null;
  /** Minor units; negative when more went back than came in. */
  readonly amountMinor: bigint;
}

/** An order and its credits of the real book, as they stand. */
export interface OrderCredits {
  readonly orderId: string;
  readonly shop: string;
  readonly currency: string;
  readonly placedOn: CalendarDay;
  readonly credits: readonly Credit[];
}

/**
 * What of an order counts for a plan: the credits of its beneficiary, of a partner those of its campaigns and agents; each once,
 * by however many marks it is matched. Never below zero: a commission is taken back, and nobody pays one to the shop.
 */
export function creditedBase(
  { kind, id }: Beneficiary,
  { campaigns, agents }: Pick<Terms, 'campaigns' | 'agents'>,
  credits: readonly Credit[],
): bigint {
  const isMatched = (credit: Credit): boolean => {
    if (kind === 'agent') return credit.agentId === id;
    if (kind === 'persona') return credit.personaId === id;
    if (kind === 'department') return credit.department === id;
    const { campaign, agentId } = credit;
    return (campaign !== null && campaigns.includes(campaign)) || (agentId !== null && agents.includes(agentId));
  };
  const sum = credits.filter(isMatched).reduce((total, { amountMinor }) => total + amountMinor, 0n);
  return sum > 0n ? sum : 0n;
}

/** By what plans are found that these orders may concern. */
export function marksOf(orderIds: readonly string[], orders: readonly OrderCredits[]): PlanMarks {
  const credits = orders.flatMap((order) => order.credits);
  const distinct = (of: (credit: Credit) => string | null) =>
    [...new Set(credits.map(of))].filter((one) => one !== null);
  const named = (kind: Beneficiary['kind'], ids: readonly string[]) => ids.map((id) => ({ kind, id }));
  const agents = distinct(({ agentId }) => agentId);
  return {
    beneficiaries: [
      ...named('agent', agents),
      ...named(
        'persona',
        distinct(({ personaId }) => personaId),
      ),
      ...named(
        'department',
        distinct(({ department }) => department),
      ),
    ],
    campaigns: distinct(({ campaign }) => campaign),
    agents,
    orderIds,
  };
}
