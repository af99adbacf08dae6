import { questionOf, QUESTIONS, SOMETHING_ELSE } from './clarifying-questions.js';
import { route } from './route.js';
import type { RoutingDecision, RoutingState } from './routing-decision.js';
import type { PersonaRule } from './rules/persona-rule.js';
import { SampleIndex } from './samples/sample-index.js';
import type { Belongs, PersonaWords, Sample } from './samples/sample.js';
import type { RoutableTask } from './task-facts.js';
import { agent, persona, rule, stateOf } from './testing/sample-roster.js';

const HOTEL = { agentId: 'b2b', personaId: 'hotel' };
const CLINIC = { agentId: 'b2b', personaId: 'clinic' };
const PARCEL = { agentId: 'support', personaId: 'parcel' };
const agents = [
  agent('b2b', { quote: 0.9 }, [persona('hotel'), persona('clinic')]),
  agent('support', { reply: 0.9, triage: 0.8 }, [persona('parcel')]),
];
/** Many more: a word weighs the more, the fewer of many have it. */
const others = Array.from({ length: 100 }, (_, n): PersonaWords => {
  return { agentId: `other-${n}`, personaId: 'other', plain: `other ${n}`, capability: null, words: [`other${n}`] };
});
const vocabulary: PersonaWords[] = [
  ...others,
  {
    ...HOTEL,
    plain: 'pictures for a hotel',
    capability: null,
    words: ['hotel', 'lobby', 'guest', 'suites', 'restaurant'],
  },
  {
    ...CLINIC,
    plain: 'pictures for a clinic',
    capability: null,
    words: ['clinic', 'patients', 'waiting', 'doctor', 'ward'],
  },
  {
    ...PARCEL,
    plain: 'help with an order',
    capability: 'triage',
    words: ['parcel', 'torn', 'refund', 'late', 'broken'],
  },
  {
    agentId: null,
    personaId: null,
    plain: 'a person',
    capability: null,
    words: ['lawyer', 'sue', 'court', 'threat', 'injured'],
  },
];
const sample = (id: string, text: string, belongs: Belongs): Sample => ({
  ...{ id, text, belongs, isCorrection: false, isByWords: false },
});
const samples = [
  sample('calm-1', 'Calm blue pictures, please', CLINIC),
  sample('vague-1', 'Something nice, please, whatever', 'clarify'),
];

function stateWith(rules: readonly PersonaRule[] = [], more: readonly Sample[] = []): RoutingState {
  return { ...stateOf(agents, rules), samples: new SampleIndex([...samples, ...more], vocabulary) };
}
const task = (text: string, fields: Partial<RoutableTask> = {}): RoutableTask => ({
  ...{ capability: null, pinnedAgentId: null, context: { text } },
  ...fields,
});
const textsOf = ({ reasons }: RoutingDecision) => reasons.map(({ text }) => text);
const MIXED = 'guest or patients, hotel or clinic';

describe('routing by samples', () => {
  it('chooses whose words a text has, and says what it is like', () => {
    const decision = route(task('Calm pictures for patients of our clinic, in the waiting ward'), stateWith());
    expect(decision).toMatchObject({ kind: 'agent', ...CLINIC, capability: 'quote' });
    expect(textsOf(decision)).toContainEqual(
      expect.stringMatching(
        /^like: “Calm blue pictures, please” \(calm-1\), which belongs to b2b as clinic: \d+ % likely$/,
      ),
    );
  });

  it('takes the work that is usual for the persona', () => {
    expect(route(task('the parcel is torn and broken and late: refund'), stateWith())).toMatchObject({
      capability: 'triage',
    });
  });

  it('lets a rule of a higher priority override, and weighs others with them', () => {
    const text = 'The hotel lobby and guest suites';
    const strong = stateWith([rule('a', ['b2b', 'clinic'], 'mentions(text, ["suites"])', { priority: 11 })]);
    expect(route(task(text), strong)).toMatchObject({ kind: 'agent', ...CLINIC });
    const weighed = stateWith([rule('a', ['b2b', 'clinic'], 'mentions(text, ["suites"])')]);
    expect(route(task(text), weighed).kind).toBe('clarify');
    const agreeing = stateWith([rule('a', ['b2b', 'hotel'], 'mentions(text, ["suites"])', { weight: 0.3 })]);
    expect(route(task(text), agreeing).confidence).toBeGreaterThan(route(task(text), stateWith()).confidence);
  });

  it('gives to a person what a person should see, unless the work is named or a rule says otherwise', () => {
    const threat = 'My lawyer will sue you in court';
    const decision = route(task(threat), stateWith());
    expect(decision.kind).toBe('person');
    expect(textsOf(decision)[0]).toMatch(/a person should see/);
    expect(route(task(threat, { capability: 'reply' }), stateWith()).kind).toBe('agent');
    const ruled = stateWith([rule('a', ['support', 'parcel'], 'mentions(text, ["lawyer"])', { priority: 20 })]);
    expect(route(task(threat), ruled)).toMatchObject(PARCEL);
  });

  it('asks about what says too little, without guessing at options', () => {
    expect(route(task('something nice'), stateWith())).toMatchObject({
      kind: 'clarify',
      questions: [QUESTIONS['text']],
    });
  });

  it('offers the likeliest in plain words, and an answer settles it', () => {
    const asked = route(task(MIXED), stateWith());
    if (asked.kind !== 'clarify') throw new Error(asked.kind);
    const [question] = asked.questions;
    expect(question).toMatch(
      /^Is it about: pictures for a (hotel|clinic); pictures for a (hotel|clinic).*; or something else\?$/,
    );
    for (const [answer, chosen] of [
      ['Pictures for a hotel', HOTEL],
      ['pictures for a clinic', CLINIC],
    ] as const) {
      const context = { text: MIXED, clarifications: { [question!]: answer } };
      expect(route(task(MIXED, { context }), stateWith())).toMatchObject({ kind: 'agent', ...chosen });
    }
  });

  it('never offers again what was not meant', () => {
    const question = questionOf(['pictures for a hotel', 'pictures for a clinic']);
    const context = { text: MIXED, clarifications: { [question]: 'Something else.' } };
    const decision = route(task(MIXED, { context }), stateWith());
    expect(decision).toMatchObject({ kind: 'clarify', questions: [QUESTIONS['text']] });
    const told = { ...context.clarifications, [QUESTIONS['text']!]: 'the parcel came late, torn and broken: a refund' };
    expect(route(task(MIXED, { context: { ...context, clarifications: told } }), stateWith())).toMatchObject(PARCEL);
    const vain = { ...context.clarifications, [QUESTIONS['text']!]: SOMETHING_ELSE };
    expect(route(task(MIXED, { context: { ...context, clarifications: vain } }), stateWith()).kind).toBe('person');
  });

  it('sends a text where it was corrected to', () => {
    const text = 'The hotel lobby and guest suites';
    const correction = { ...sample('c', text, PARCEL), isCorrection: true, isByWords: true };
    expect(route(task(text), stateWith())).toMatchObject(HOTEL);
    expect(route(task(text.toUpperCase()), stateWith([], [correction]))).toMatchObject({ kind: 'agent', ...PARCEL });
  });

  it('asks only among those that have the named work, and guesses at none by little', () => {
    expect(route(task('hotel lobby guest suites', { capability: 'reply' }), stateWith())).toMatchObject(PARCEL);
    const faint = route(task('Well, hm.', { capability: 'quote' }), stateWith());
    expect(faint).toMatchObject({ kind: 'agent', agentId: 'b2b', confidence: 0.8 });
  });
});
