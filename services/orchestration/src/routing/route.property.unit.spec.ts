import fc from 'fast-check';
import type { Agent } from '../registry/agent.js';
import { confidenceOf } from './confidence.js';
import { evidenceOf } from './evidence.js';
import { route } from './route.js';
import type { AgentCondition } from './routing-decision.js';
import { CONFIDENCE_THRESHOLD, WEIGHTS } from './routing-weights.js';
import type { PersonaRule } from './rules/persona-rule.js';
import type { RoutableTask } from './task-facts.js';
import { agent, persona, rule, stateOf } from './testing/sample-roster.js';

const WORDS = ['hotel', 'clinic', 'gift', 'print', 'mail'] as const;
const AGENTS = ['a', 'b', 'c'] as const;
const PERSONAS = ['p', 'q'] as const;

const someAgents: fc.Arbitrary<Agent[]> = fc.tuple(
  ...AGENTS.map((id) =>
    fc
      .record({
        x: fc.double({ min: 0, max: 1, noNaN: true }),
        has: fc.boolean(),
        cost: fc.integer({ min: 0, max: 500 }),
      })
      .map(({ x, has, cost }) => {
        const made = agent(
          id,
          { x, ...(has && { y: 0.5 }) },
          PERSONAS.map((name) => persona(name)),
        );
        return { ...made, capabilities: made.capabilities.map((one) => ({ ...one, costMinor: String(cost) })) };
      }),
  ),
);
const someRules: fc.Arbitrary<PersonaRule[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.integer({ min: 0, max: 99 }),
      to: fc.tuple(fc.constantFrom(...AGENTS), fc.constantFrom(...PERSONAS)),
      word: fc.constantFrom(...WORDS),
      weight: fc.double({ min: 0.01, max: 1, noNaN: true }),
      priority: fc.integer({ min: 0, max: 2 }),
      byType: fc.boolean(),
    })
    .map(({ id, to, word, weight, priority, byType }) =>
      rule(`r${id}`, to, byType ? `customerType == "${word}"` : `mentions(text, ["${word}"])`, { weight, priority }),
    ),
  { selector: ({ id }) => id, maxLength: 12 },
);
const someTask: fc.Arbitrary<RoutableTask> = fc.record({
  capability: fc.constantFrom('x', 'y', null),
  pinnedAgentId: fc.constantFrom(null, null, null, 'a'),
  context: fc.record(
    { text: fc.subarray([...WORDS]).map((words) => words.join(' ')), customerType: fc.constantFrom(...WORDS) },
    { requiredKeys: [] },
  ),
});
const someCondition: fc.Arbitrary<AgentCondition> = fc.record({
  load: fc.integer({ min: 0, max: 100 }),
  errorRate: fc.double({ min: 0, max: 1, noNaN: true }),
  isBroken: fc.boolean(),
  isOverBudget: fc.boolean(),
});
const someConditions = fc.record({ a: someCondition, b: someCondition, c: someCondition });

const NOW = new Date('2026-11-29T12:00:00Z');
const someExpertise = fc
  .array(
    fc.tuple(
      fc
        .constantFrom('a', 'b', 'c')
        .chain((id) => fc.constantFrom('', 'p', 'q').map((persona) => [id, persona] as const)),
      fc.constantFrom('x', 'y', 'z'),
      fc.record({
        successes: fc.nat(50),
        failures: fc.nat(50),
        asOf: fc.nat(400).map((days) => new Date(NOW.getTime() - days * 86_400_000)),
      }),
    ),
  )
  .map((rows) => ({
    at: NOW,
    evidence: new Map(rows.map(([[id, persona], capability, of]) => [`${id}/${persona}/${capability}`, of])),
  }));

describe('a routing decision', () => {
  it('is the same for the same state, and outcomes never turn which persona is meant', () => {
    fc.assert(
      fc.property(someAgents, someRules, someTask, someExpertise, (agents, rules, task, expertise) => {
        const calm = route(task, stateOf(agents, rules));
        const state = { ...stateOf(agents, rules), expertise };
        const seen = route(task, state);
        expect(
          route(task, { ...state, expertise: { ...expertise, evidence: new Map([...expertise.evidence].reverse()) } }),
        ).toEqual(seen);
        expect([seen.kind, seen.confidence]).toEqual([calm.kind, calm.confidence]);
        const isMeant = calm.kind === 'agent' && calm.reasons.some(({ text }) => / % sure$/.test(text));
        if (!isMeant || seen.kind !== 'agent' || calm.kind !== 'agent') return;
        expect([seen.agentId, seen.personaId]).toEqual([calm.agentId, calm.personaId]);
      }),
    );
  });

  it('is the same whatever the order of agents and rules', () => {
    fc.assert(
      fc.property(
        someAgents,
        someRules,
        someTask,
        someConditions,
        fc.infiniteStream(fc.nat()),
        (agents, rules, task, conditions, by) => {
          const shuffled = <T>(items: readonly T[]): T[] =>
            items
              .map((item) => [by.next().value as number, item] as const)
              .sort(([a], [b]) => a - b)
              .map(([, item]) => item);
          const decision = route(task, stateOf(agents, rules, conditions));
          expect(route(task, stateOf(shuffled(agents), shuffled(rules), conditions))).toEqual(decision);
        },
      ),
    );
  });

  it('has a confidence from 0 to 1, chooses nobody below the threshold, and asks two questions at most', () => {
    fc.assert(
      fc.property(someAgents, someRules, someTask, someConditions, (agents, rules, task, conditions) => {
        const decision = route(task, stateOf(agents, rules, conditions));
        expect(decision.confidence).toBeGreaterThanOrEqual(0);
        expect(decision.confidence).toBeLessThanOrEqual(1);
        if (decision.kind === 'agent') expect(decision.confidence).toBeGreaterThanOrEqual(CONFIDENCE_THRESHOLD);
        if (decision.kind === 'clarify') expect(decision.questions.length).toBeLessThanOrEqual(2);
        expect(decision.reasons.length).toBeGreaterThan(0);
      }),
    );
  });

  it('never chooses who is over budget or cannot, and never anybody twice', () => {
    fc.assert(
      fc.property(someAgents, someRules, someTask, someConditions, (agents, rules, task, conditions) => {
        const decision = route(task, stateOf(agents, rules, conditions));
        if (decision.kind !== 'agent') return;
        const all = [decision, ...decision.others];
        expect(new Set(all.map(({ agentId, personaId }) => `${agentId}/${personaId}`)).size).toBe(all.length);
        for (const { agentId } of all) {
          expect(conditions[agentId as 'a'].isOverBudget).toBe(false);
          const names = agents.find(({ id }) => id === agentId)!.capabilities.map(({ name }) => name);
          expect(names).toContain(decision.capability);
        }
      }),
    );
  });

  it('is not turned by how agents do, as long as those that are meant can work', () => {
    fc.assert(
      fc.property(someAgents, someRules, someTask, someConditions, (agents, rules, task, conditions) => {
        const able = Object.fromEntries(
          Object.entries(conditions).map(([id, of]) => [id, { ...of, isBroken: false, isOverBudget: false }]),
        );
        const calm = route(task, stateOf(agents, rules));
        const busy = route(task, stateOf(agents, rules, able));
        expect(busy.kind).toBe(calm.kind);
        expect(busy.confidence).toBe(calm.confidence);
        const isMeant = calm.kind === 'agent' && calm.reasons.some(({ text }) => / % sure$/.test(text));
        if (!isMeant || busy.kind !== 'agent' || calm.kind !== 'agent') return;
        expect([busy.agentId, busy.personaId]).toEqual([calm.agentId, calm.personaId]);
      }),
    );
  });
});

describe('confidence', () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });

  it('grows with what speaks for the choice and falls with what speaks against it', () => {
    fc.assert(
      fc.property(share, share, share, (evidence, one, other) => {
        const [less, more] = [Math.min(one, other), Math.max(one, other)];
        expect(confidenceOf(evidence, more)).toBeLessThanOrEqual(confidenceOf(evidence, less));
        expect(confidenceOf(more, evidence)).toBeGreaterThanOrEqual(confidenceOf(less, evidence));
      }),
    );
  });

  it('is too low to choose wherever what is known of agents could turn the choice', () => {
    const others = WEIGHTS.expertise + WEIGHTS.health + WEIGHTS.load + WEIGHTS.cost;
    fc.assert(
      fc.property(share, share, (evidence, rival) => {
        if (rival > evidence || (evidence - rival) * WEIGHTS.persona >= others) return;
        expect(confidenceOf(evidence, rival)).toBeLessThan(CONFIDENCE_THRESHOLD);
      }),
    );
  });

  it.each([
    [1, 0, 1],
    [0.9, 0, 0.9],
    [0.9, 0.9, 0.45],
    [0.9, 0.3, 0.81],
    [0, 0, 0],
  ])('of %d against %d is %d', (evidence, rival, expected) => {
    expect(confidenceOf(evidence, rival)).toBeCloseTo(expected);
  });
});

describe('evidence', () => {
  it('never is more than certain, and a further rule never takes any from its persona', () => {
    fc.assert(
      fc.property(someRules, (rules) => {
        const flat = rules.map((one) => ({ ...one, priority: 0 }));
        const before = evidenceOf(flat.slice(1));
        for (const [key, { strength }] of evidenceOf(flat)) {
          expect(strength).toBeLessThanOrEqual(1);
          expect(strength).toBeGreaterThanOrEqual(before.get(key)?.strength ?? 0);
        }
      }),
    );
  });

  it('of a lower priority counts only for whom the highest points to', () => {
    const rules = [
      rule('a', ['x', 'p'], 'true', { priority: 5, weight: 0.5 }),
      rule('b', ['x', 'p'], 'true', { priority: 1, weight: 0.5 }),
      rule('c', ['x', 'q'], 'true', { priority: 1 }),
    ];
    const evidence = evidenceOf(rules);
    expect([...evidence.keys()]).toEqual(['x/p']);
    expect(evidence.get('x/p')!.strength).toBeCloseTo(0.75);
  });
});
