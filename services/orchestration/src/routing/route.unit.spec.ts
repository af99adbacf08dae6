import type { TaskContext } from '../tasks/task.js';
import { QUESTIONS } from './clarifying-questions.js';
import { route } from './route.js';
import type { RoutableTask } from './task-facts.js';
import { agent, persona, rule, stateOf } from './testing/sample-roster.js';

const HOTEL = ['b2b', 'hotel'] as const;
const CLINIC = ['b2b', 'clinic'] as const;
const HOME = ['b2c', 'home'] as const;
const agents = [
  agent('b2b', { quote: 0.9 }, [
    persona('hotel', { name: 'Hotel Sales' }),
    persona('clinic', { name: 'Clinic Sales' }),
  ]),
  agent('b2c', { quote: 0.8, gift: 0.9 }, [persona('home')]),
  agent('orders', { triage: 0.9, print: 0.5 }, [persona('orders', { legacyAgentId: 'orders' }), persona('printer')]),
  agent('director', { triage: 0.7, quote: 0.5 }, [persona('director', { legacyAgentId: 'director' })]),
];
const rules = [
  rule('hotel-words', HOTEL, 'mentions(text, ["hotel*", "lobby"])', { capability: 'quote' }),
  rule('hotel-type', HOTEL, 'customerType == "hotel"', { priority: 30, weight: 0.95 }),
  rule('clinic-words', CLINIC, 'mentions(text, ["clinic*"])'),
  rule('home-words', HOME, 'mentions(text, ["home", "sofa"])', { weight: 0.6 }),
  rule('home-large', HOME, 'orderValueMinor < 50000', { weight: 0.4 }),
  rule('parcel-words', ['orders', 'orders'], 'mentions(text, ["parcel"])'),
  rule('printer-words', ['orders', 'printer'], 'mentions(text, ["printer"])'),
];
const task = (context: TaskContext, fields: Partial<RoutableTask> = {}): RoutableTask => ({
  ...{ capability: 'quote', pinnedAgentId: null, context },
  ...fields,
});
const decide = (of: RoutableTask, conditions = {}) => route(of, stateOf(agents, rules, conditions));
const text = (words: string) => ({ text: words });

describe('routing', () => {
  it.each<[string, RoutableTask, object]>([
    ['by its words', task(text('For our lobby')), { agentId: 'b2b', personaId: 'hotel', confidence: 0.9 }],
    [
      'by two weak hints',
      task({ ...text('a sofa'), orderValueMinor: '4000' }),
      { personaId: 'home', confidence: 0.76 },
    ],
    ['by facts before words', task({ ...text('a clinic'), customerType: 'Hotel ' }), { personaId: 'hotel' }],
    [
      'without a capability',
      task(text('For our lobby'), { capability: null }),
      { capability: 'quote', personaId: 'hotel' },
    ],
    ['by what the agent can do best', task(text('a clinic'), { capability: null }), { capability: 'quote' }],
    ['where nobody else can', task({}, { capability: 'gift' }), { agentId: 'b2c', personaId: 'home', confidence: 1 }],
    [
      'as its own role',
      task({}, { capability: 'triage' }),
      { agentId: 'orders', personaId: 'orders', confidence: 0.8 },
    ],
    ['of one agent in its own role', task({}, { capability: 'print' }), { personaId: 'orders', confidence: 0.8 }],
    ['to the one it is pinned to', task({}, { pinnedAgentId: 'director' }), { agentId: 'director', confidence: 1 }],
    ['to a persona of the pinned one', task(text('clinic'), { pinnedAgentId: 'b2b' }), { personaId: 'clinic' }],
  ])('chooses %s', (_, of, expected) => {
    const decision = decide(of);
    expect(decision).toMatchObject({ kind: 'agent', ...expected, confidence: expect.any(Number) });
    if ('confidence' in expected) expect(decision.confidence).toBeCloseTo(expected.confidence as number);
  });

  it.each<[string, RoutableTask]>([
    ['a capability that nobody has', task({}, { capability: 'paint' })],
    ['a pinned agent that cannot', task({}, { capability: 'triage', pinnedAgentId: 'b2b' })],
    ['a pinned agent that is none', task({}, { pinnedAgentId: 'nobody' })],
  ])('leaves to a person %s', (_, of) => expect(decide(of).kind).toBe('person'));

  it('asks for the facts that would decide, most weight first', () => {
    expect(decide(task(text('Hello')))).toMatchObject({
      ...{ kind: 'clarify', questions: [QUESTIONS['customerType'], QUESTIONS['text']] },
    });
    expect(decide(task({}))).toMatchObject({
      ...{ kind: 'clarify', confidence: 0.4 },
      questions: [QUESTIONS['text'], QUESTIONS['customerType']],
    });
  });

  it('asks which of two is meant, and listens to the answer more than to the words', () => {
    const asked = decide(task(text('A clinic in a hotel')));
    const question = 'Is it about: Clinic Sales; Hotel Sales; or something else?';
    expect(asked).toMatchObject({ kind: 'clarify', questions: [question] });
    expect(asked.confidence).toBeCloseTo(0.45);
    for (const answer of ['Clinic sales.', 'for the clinic', 'clinic']) {
      const context = { ...text('A clinic in a hotel'), clarifications: { [question]: answer } };
      expect(decide(task(context))).toMatchObject({ kind: 'agent', personaId: 'clinic' });
    }
  });

  it('takes the answer to a question about a fact as that fact', () => {
    const clarifications = { [QUESTIONS['customerType']!]: 'Hotel' };
    expect(decide(task({ text: 'Hello', clarifications }))).toMatchObject({ personaId: 'hotel' });
  });

  it('asks no question twice and no more than two, then a person decides', () => {
    const one = { [QUESTIONS['text']!]: 'Hm.' };
    expect(decide(task({ clarifications: one }))).toMatchObject({ questions: [QUESTIONS['customerType']] });
    const two = { ...one, [QUESTIONS['customerType']!]: 'no idea' };
    expect(decide(task({ clarifications: two })).kind).toBe('person');
    const nothingToAsk = stateOf(agents, [rule('a', HOTEL, 'false'), rule('b', HOME, 'false')]);
    const open = route(task(text('Hello')), nothingToAsk);
    expect(open).toMatchObject({ kind: 'clarify', questions: [QUESTIONS['text']] });
    const again = task({ ...text('Hello'), clarifications: { [QUESTIONS['text']!]: 'Well.' } });
    expect(route(again, nothingToAsk).kind).toBe('person');
  });

  it('prefers whoever fails less, has less to do, costs less', () => {
    const twins = [agent('a', { x: 0.5 }, []), agent('b', { x: 0.5 }, [])];
    const first = (conditions: Parameters<typeof stateOf>[2], of = twins) =>
      route(task({}, { capability: 'x' }), stateOf(of, [], conditions)) as { agentId: string; confidence: number };
    expect(first({})).toMatchObject({ agentId: 'a', confidence: 1 });
    expect(first({ a: { errorRate: 0.5 } }).agentId).toBe('b');
    expect(first({ a: { load: 20 } }).agentId).toBe('b');
    const dear = { ...twins[0]!, capabilities: [{ name: 'x', expertise: 0.5, costMinor: '200' }] };
    const cheap = { ...twins[1]!, capabilities: [{ name: 'x', expertise: 0.5, costMinor: '100' }] };
    expect(first({}, [dear, cheap]).agentId).toBe('b');
  });

  it('prefers whoever outcomes speak for, in that persona alone, and as they weigh at the time of the state', () => {
    const twins = [agent('a', { x: 0.5 }, []), agent('b', { x: 0.5 }, [])];
    const at = new Date('2026-11-29T12:00:00Z');
    const first = (key: string, successes: number, failures: number, asOf = at) => {
      const evidence = new Map([[key, { successes, failures, asOf }]]);
      const decision = route(task({}, { capability: 'x' }), { ...stateOf(twins, []), expertise: { evidence, at } });
      return decision.kind === 'agent' ? decision.agentId : decision.kind;
    };
    expect(first('b//x', 20, 0)).toBe('b');
    expect(first('a//x', 0, 20)).toBe('b');
    expect(first('a//x', 20, 0)).toBe('a');
    expect(first('b//y', 20, 0)).toBe('a');
    expect(first('b/p/x', 20, 0)).toBe('a');
    expect(first('b//x', 20, 0, new Date('1990-01-01T00:00:00Z'))).toBe('a');
  });

  it('leaves out who is over budget, and who is broken unless all are', () => {
    const triage = task({}, { capability: 'triage' });
    expect(decide(triage, { orders: { isOverBudget: true } })).toMatchObject({ agentId: 'director' });
    expect(decide(triage, { orders: { isBroken: true } })).toMatchObject({ agentId: 'director' });
    const both = decide(triage, { orders: { isBroken: true }, director: { isBroken: true } });
    expect(both).toMatchObject({ kind: 'agent', agentId: 'orders' });
    expect(both.reasons.map((reason) => reason.text)).toContain('orders is broken, like all who can do it: it waits');
    const poor = decide(triage, { orders: { isOverBudget: true }, director: { isOverBudget: true } });
    expect(poor.kind).toBe('person');
    expect(poor.reasons.filter(({ criterion }) => criterion === 'budget')).toHaveLength(2);
  });

  it('says where to fall back to, best first: other personas, then other agents', () => {
    const decision = decide(task({ ...text('our hotel'), orderValueMinor: '4000' }));
    expect(decision).toMatchObject({ kind: 'agent', personaId: 'hotel' });
    if (decision.kind !== 'agent') throw new Error('no agent');
    expect(decision.others.map(({ agentId, personaId }) => `${agentId}/${personaId}`)).toEqual([
      ...['b2c/home', 'b2b/clinic', 'director/director'],
    ]);
    expect(decision.others.map(({ score }) => score)).toEqual(
      decision.others.map(({ score }) => score).toSorted((a, b) => b - a),
    );
  });

  it('goes on without a rule that is none', () => {
    const state = stateOf(agents, [...rules, rule('broken', HOME, 'text &&')]);
    expect(route(task(text('For our lobby')), state)).toMatchObject({ personaId: 'hotel' });
  });

  it('gives no work to personas that cannot do it', () => {
    const legacy = agent('legacy-printer', { print: 0.9 }, [], { inTarget: false, inLegacy: true });
    const state = stateOf([...agents, legacy], rules);
    const printer = task(text('printer'), { capability: 'triage' });
    expect(route(printer, state)).toMatchObject({ agentId: 'orders', personaId: 'orders' });
    expect(route({ ...printer, capability: 'print' }, state)).toMatchObject({ personaId: 'printer', confidence: 1 });
  });
});
