import { CommissionPlanSet } from '@vividwalls/events';
import type { NewEvent } from '@vividwalls/messaging';
import type { Plan } from './plan.js';

/** The news of a plan that was made, changed or ended: it as it is since then. */
export function planSet(plan: Plan, change: string, actor: string): NewEvent<CommissionPlanSet> {
  const { id, beneficiary, name, currency, periodKind, validFrom, validTo, versions } = plan;
  const newest = versions.at(-1)!;
  return {
    event: CommissionPlanSet,
    subject: id,
    version: newest.version,
    actor,
    data: {
      ...{ planId: id, change, beneficiary, name, currency, periodKind, validFrom },
      ...(validTo !== null && { validTo }),
      ...{ version: newest.version, versionFrom: newest.validFrom, tierMode: newest.tierMode },
      tiers: newest.tiers.map(({ fromMinor, ratePpm }) => ({ fromMinor: String(fromMinor), ratePpm: Number(ratePpm) })),
      payees: newest.payees.map((payee) => ({ ...payee, sharePpm: Number(payee.sharePpm) })),
      ...(newest.capMinor !== null && { capMinor: String(newest.capMinor) }),
      ...{ floorMinor: String(newest.floorMinor), holdDays: newest.holdDays },
      ...{ campaigns: [...newest.campaigns], agents: [...newest.agents] },
    },
  };
}
