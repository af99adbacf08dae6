import type { MigrationState } from './assignment.js';

/** What can be done with a migration. */
export const MIGRATION_STEPS = ['plan', 'advance', 'roll_back'] as const;
export type MigrationStep = (typeof MIGRATION_STEPS)[number];

/**
 * A migration goes forward one state at a time and back in one step:
 *
 *     planned ──▶ shadow ──▶ canary_10 ──▶ canary_50 ──▶ active ──▶ retired
 *        ▲           │           │             │            │          │
 *        │           └───────────┴──────┬──────┴────────────┴──────────┘
 *        └──────── plan ── rolled_back ◀┘ roll back
 *
 * - Forward one state at a time, because each state gathers the evidence for the next.
 * - Back from everywhere, because the legacy agent is there until somebody deletes it: retired ones are made active again.
 * - From `rolled_back` only to `planned`: what was seen before counts no more, the evidence begins anew.
 */
const MACHINE: Readonly<Record<MigrationState, Partial<Record<MigrationStep, MigrationState>>>> = {
  planned: { advance: 'shadow' },
  shadow: { advance: 'canary_10', roll_back: 'rolled_back' },
  canary_10: { advance: 'canary_50', roll_back: 'rolled_back' },
  canary_50: { advance: 'active', roll_back: 'rolled_back' },
  active: { advance: 'retired', roll_back: 'rolled_back' },
  retired: { roll_back: 'rolled_back' },
  rolled_back: { plan: 'planned' },
};

const REFUSALS: Readonly<Record<MigrationStep, Partial<Record<MigrationState, string>>>> = {
  plan: { planned: 'It is planned already.' },
  advance: {
    retired: 'It is at its end: the legacy agents are retired.',
    rolled_back: 'It was rolled back; plan it again first.',
  },
  roll_back: {
    planned: 'It has not begun: the legacy agent acts already.',
    rolled_back: 'It is rolled back already: the legacy agent acts.',
  },
};

export type MoveOutcome =
  { readonly ok: true; readonly to: MigrationState } | { readonly ok: false; readonly reason: string };

/** Where a step leads from a state, or why it leads nowhere. */
export function move(from: MigrationState, step: MigrationStep): MoveOutcome {
  const to = MACHINE[from][step];
  if (to) return { ok: true, to };
  return { ok: false, reason: REFUSALS[step][from] ?? `It is under way in ${from}; roll it back first.` };
}

/** How many of 100 buckets the target agent acts for. */
export const TARGET_BUCKETS: Readonly<Record<MigrationState, number>> = {
  ...{ planned: 0, shadow: 0, canary_10: 10, canary_50: 50, active: 100, retired: 100, rolled_back: 0 },
};

/** Whether work is split between both arms, so that they can be compared. */
export const isCanary = (state: MigrationState): boolean => state === 'canary_10' || state === 'canary_50';

/** Whether the target agent acts for some of the work: thresholds watch it then. */
export const isTargetActing = (state: MigrationState): boolean => TARGET_BUCKETS[state] > 0;
