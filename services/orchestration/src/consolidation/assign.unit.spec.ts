import fc from 'fast-check';
import type { TaskContext } from '../tasks/task.js';
import { assign, targetKey, type AssignableTask } from './assign.js';
import { MIGRATION_STATES, type MigrationInForce, type MigrationState } from './assignment.js';
import { bucketOf } from './bucket.js';
import { DEFAULT_EXCLUDED, EXCLUSION_VARIABLES } from './excluded-work.js';
import { assertBoolean, compileRule } from '@vividwalls/rules';

const ID = '0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f77';
const DECISION = { agentId: 'b2b-sales-agent', personaId: 'hospitality' };

function inState(state: MigrationState, more: Partial<MigrationInForce> = {}) {
  const migration: MigrationInForce = {
    ...{ id: ID, state, targetAgentId: 'b2b-sales-agent', personaId: 'hospitality' },
    ...{ legacyAgentIds: ['hospitality-sales-agent', 'hotel-agent'], excluded: [], ...more },
  };
  return { version: 1, byTarget: new Map([[targetKey('b2b-sales-agent', 'hospitality'), migration]]) };
}

function task(subject: string, context: TaskContext = {}, more: Partial<AssignableTask> = {}): AssignableTask {
  return {
    ...{ subject, context, capability: 'lead.qualify', pinnedAgentId: null, priority: 'medium' },
    ...{ requestedBy: 'rule:r', mode: 'act', ...more },
  } as AssignableTask;
}

/** Subjects of which the first lies in bucket 0–9, the second in 10–49, the third beyond. */
const subjects = Array.from({ length: 1_000 }, (_, i) => `customer-${i}`);
const within = (from: number, to: number) =>
  subjects.find((subject) => bucketOf(ID, subject) >= from && bucketOf(ID, subject) < to)!;
const [FIRST, MIDDLE, LAST] = [within(0, 10), within(10, 50), within(50, 100)] as const;

describe('who acts', () => {
  const EXPECTED: Record<MigrationState, readonly ['legacy' | 'target', 'legacy' | 'target', 'legacy' | 'target']> = {
    planned: ['legacy', 'legacy', 'legacy'],
    shadow: ['legacy', 'legacy', 'legacy'],
    canary_10: ['target', 'legacy', 'legacy'],
    canary_50: ['target', 'target', 'legacy'],
    active: ['target', 'target', 'target'],
    retired: ['target', 'target', 'target'],
    rolled_back: ['legacy', 'legacy', 'legacy'],
  };

  it.each(MIGRATION_STATES)('in %s, for the buckets 0–9, 10–49 and 50–99', (state) => {
    const states = inState(state);
    const acting = [FIRST, MIDDLE, LAST].map((subject) => assign(task(subject), DECISION, states));
    expect(acting.map(({ actsAs }) => actsAs)).toEqual(EXPECTED[state]);
    for (const { agentId, personaId, actsAs, migrationId } of acting) {
      expect({ agentId, personaId, migrationId }).toEqual(
        actsAs === 'legacy'
          ? { agentId: 'hospitality-sales-agent', personaId: null, migrationId: ID }
          : { ...DECISION, migrationId: ID },
      );
    }
  });

  it('proposes beside it in shadow, and in no other state', () => {
    for (const state of MIGRATION_STATES) {
      const { shadow } = assign(task(LAST), DECISION, inState(state));
      expect(shadow).toEqual(state === 'shadow' ? DECISION : null);
    }
  });

  it('is the target for its proposals, in whatever state', () => {
    for (const state of MIGRATION_STATES) {
      const proposing = assign(task(LAST, {}, { mode: 'propose' }), DECISION, inState(state));
      expect(proposing).toMatchObject({ ...DECISION, actsAs: 'target', migrationId: ID, shadow: null });
    }
  });

  it('is who was chosen where no migration concerns it', () => {
    const states = inState('shadow');
    for (const decision of [
      { agentId: 'b2b-sales-agent', personaId: null },
      { agentId: 'x', personaId: 'hospitality' },
    ])
      expect(assign(task(FIRST), decision, states)).toMatchObject({ ...decision, actsAs: 'target', migrationId: null });
  });
});

describe('excluded kinds of work', () => {
  const rules = {
    excluded: DEFAULT_EXCLUDED.map(({ when }) => when),
    excludedNames: DEFAULT_EXCLUDED.map(({ name }) => name),
  };
  const known = { customerId: 'c', customerType: 'private', orderId: 'o' };
  const CASES: readonly (readonly [what: string, context: TaskContext, kept: RegExp | undefined])[] = [
    ['a private customer', known, undefined],
    ['work about nobody', {}, undefined],
    ['a hotel', { ...known, customerType: ' Hospitality ' }, /commercial buyers$/],
    ['a customer of unknown type', { customerId: 'c' }, /commercial buyers, which can't be ruled out/],
    ['an order in production', { ...known, tags: ['In-Production'] }, /active orders$/],
    ['an escalation', { ...known, tags: ['escalation'] }, /escalations$/],
    ['a tag of another kind', { ...known, tags: ['autumn'] }, undefined],
  ];

  it.each(CASES)('%s', (_what, context, kept) => {
    const { actsAs, reason } = assign(task(FIRST, context), DECISION, inState('canary_10', rules));
    expect(actsAs).toBe(kept ? 'legacy' : 'target');
    if (kept) expect(reason).toMatch(kept);
  });

  it('are excluded no longer once the migration is active', () => {
    const hotel = task(FIRST, { customerId: 'c', customerType: 'hospitality' });
    expect(assign(hotel, DECISION, inState('active', rules)).actsAs).toBe('target');
  });

  it('are kept when the rule itself is broken', () => {
    const { actsAs, reason } = assign(task(FIRST), DECISION, inState('canary_50', { excluded: ['nonsense =='] }));
    expect({ actsAs, reason }).toEqual({ actsAs: 'legacy', reason: expect.stringMatching(/can't be used/) });
  });

  it.each(DEFAULT_EXCLUDED)('are sound rules: $name', ({ when }) => {
    expect(assertBoolean(compileRule(when, { variables: EXCLUSION_VARIABLES })).type).toBe('bool');
  });
});

describe('buckets', () => {
  const anySubject = fc.string({ minLength: 1, maxLength: 40 });

  it('are the same whenever they are asked for, and within bounds', () => {
    fc.assert(
      fc.property(fc.uuid(), anySubject, (id, subject) => {
        const bucket = bucketOf(id, subject);
        return bucket === bucketOf(id, subject) && Number.isInteger(bucket) && bucket >= 0 && bucket < 100;
      }),
    );
  });

  // The simulator chooses customers by the same figures, and has the same ones in its spec.
  it('are these, and stay these', () => {
    expect([bucketOf('m-1', 'customer-1'), bucketOf('m-1', 'customer-2'), bucketOf('m-2', 'customer-1')]).toEqual([
      49, 6, 14,
    ]);
  });

  it('take nobody back on the way forward', () => {
    const forward = ['planned', 'shadow', 'canary_10', 'canary_50', 'active', 'retired'] as const;
    fc.assert(
      fc.property(anySubject, (subject) => {
        const sides = forward.map((state) => assign(task(subject), DECISION, inState(state)).actsAs);
        return sides.every((side, i) => i === 0 || side === 'target' || sides[i - 1] === 'legacy');
      }),
    );
  });

  it.each([
    ['canary_10', 0.1],
    ['canary_50', 0.5],
  ] as const)('give the target its share in %s', (state, share) => {
    const many = 20_000;
    const taken = Array.from({ length: many }, (_, i) => assign(task(`customer-${i}`), DECISION, inState(state)));
    const target = taken.filter(({ actsAs }) => actsAs === 'target').length / many;
    // Five standard errors: deterministic for these names, and no accident for others.
    expect(Math.abs(target - share)).toBeLessThan(5 * Math.sqrt((share * (1 - share)) / many));
  });

  it('are not the same customers in every migration', () => {
    const first = subjects.filter((subject) => bucketOf(ID, subject) < 10);
    const both = first.filter((subject) => bucketOf('0199f3c1-7a10-7c3e-9b51-0c6a5e1d2f78', subject) < 10);
    expect(both.length).toBeLessThan(first.length / 2);
  });
});
