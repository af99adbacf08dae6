import { MIGRATION_STATES, type MigrationState } from './assignment.js';
import {
  isCanary,
  isTargetActing,
  MIGRATION_STEPS,
  move,
  TARGET_BUCKETS,
  type MigrationStep,
} from './migration-machine.js';

const TRANSITIONS: readonly (readonly [from: MigrationState, step: MigrationStep, to: MigrationState])[] = [
  ['planned', 'advance', 'shadow'],
  ['shadow', 'advance', 'canary_10'],
  ['canary_10', 'advance', 'canary_50'],
  ['canary_50', 'advance', 'active'],
  ['active', 'advance', 'retired'],
  ['shadow', 'roll_back', 'rolled_back'],
  ['canary_10', 'roll_back', 'rolled_back'],
  ['canary_50', 'roll_back', 'rolled_back'],
  ['active', 'roll_back', 'rolled_back'],
  ['retired', 'roll_back', 'rolled_back'],
  ['rolled_back', 'plan', 'planned'],
];

const REFUSED: readonly (readonly [from: MigrationState, step: MigrationStep, why: RegExp])[] = [
  ['planned', 'plan', /planned already/],
  ['shadow', 'plan', /under way in shadow/],
  ['canary_10', 'plan', /under way in canary_10/],
  ['canary_50', 'plan', /under way in canary_50/],
  ['active', 'plan', /under way in active/],
  ['retired', 'plan', /under way in retired/],
  ['retired', 'advance', /at its end/],
  ['rolled_back', 'advance', /plan it again/],
  ['planned', 'roll_back', /has not begun/],
  ['rolled_back', 'roll_back', /rolled back already/],
];

describe('the states of a migration', () => {
  it.each(TRANSITIONS)('lead from %s by %s to %s', (from, step, to) => {
    expect(move(from, step)).toEqual({ ok: true, to });
  });

  it.each(REFUSED)('refuse in %s to %s, and say why', (from, step, why) => {
    expect(move(from, step)).toEqual({ ok: false, reason: expect.stringMatching(why) });
  });

  it('are all told of above, with every step', () => {
    const told = [...TRANSITIONS, ...REFUSED].map(([from, step]) => `${from} ${step}`).sort();
    const all = MIGRATION_STATES.flatMap((from) => MIGRATION_STEPS.map((step) => `${from} ${step}`)).sort();
    expect(told).toEqual(all);
  });

  it('give the target agent more with every step forward, and nothing after a rollback', () => {
    const forward = ['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired'] as const;
    expect(forward.map((state) => TARGET_BUCKETS[state])).toEqual([0, 0, 10, 50, 100, 100]);
    expect(TARGET_BUCKETS.rolled_back).toBe(0);
  });

  it('say where two arms can be compared, and where the target is watched', () => {
    expect(MIGRATION_STATES.filter(isCanary)).toEqual(['canary_10', 'canary_50']);
    expect(MIGRATION_STATES.filter(isTargetActing)).toEqual(['canary_10', 'canary_50', 'active', 'retired']);
  });
});
