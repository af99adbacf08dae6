import type { Persona } from '../registry/agent.js';
import { rosterFrom, trialAgent, trialCapability, trialPersona } from '../tasks/testing/trial-roster.js';
import { defaultPersona, isOwnRole, isPersonaFor } from './persona-fit.js';

const persona = (id: string, part: Partial<Persona> = {}): Persona => ({ ...trialPersona(id), ...part });
const own = persona('own');
const itself = persona('itself', { legacyAgentId: 'agent' });
const heirs = ['able', 'best', 'other', 'silent', 'gone'].map((id) => persona(`heir-of-${id}`, { legacyAgentId: id }));
const [able, best, other, silent, gone] = heirs as [Persona, Persona, Persona, Persona, Persona];
const saying = persona('saying', { legacyAgentId: 'other', capabilities: ['work'] });

const legacy = [
  trialAgent('able', { capabilities: [{ name: 'work', expertise: 0.5, costMinor: '0' }], inTarget: false }),
  trialAgent('best', { capabilities: [{ name: 'work', expertise: 0.9, costMinor: '0' }], inTarget: false }),
  trialAgent('other', { can: ['talk'], inTarget: false }),
  trialAgent('silent', { inTarget: false }),
];
const agentWith = (...personas: Persona[]) => trialAgent('agent', { can: ['work'], personas });
const roster = rosterFrom([agentWith(), ...legacy], [trialCapability('work')]);

describe('a persona is for a capability', () => {
  it.each<[string, Persona, boolean]>([
    ['that it names', saying, true],
    ['that it does not name', persona('x', { capabilities: ['talk'] }), false],
    ['as the agent’s own role', own, true],
    ['as the agent itself of before', itself, true],
    ['that the agent had for which it stands', able, true],
    ['that the agent had not for which it stands', other, false],
    ['where nothing is known of that agent’s', silent, true],
    ['where that agent is not known', gone, true],
  ])('%s', (_why, one, isFor) => {
    expect(isPersonaFor(one, agentWith(one), 'work', roster)).toBe(isFor);
  });

  it('and is the agent’s own role, or one that it takes over', () => {
    expect([own, itself, able].map((one) => isOwnRole(one, agentWith(one)))).toEqual([true, true, false]);
  });
});

describe('the persona where no rule speaks for another', () => {
  it.each<[string, Persona[], string | null]>([
    ['the agent itself', [able, own, itself, best], 'itself'],
    ['else its own new role', [able, own, best], 'own'],
    ['else the one whose agent was best at it', [able, best, other], 'heir-of-best'],
    ['else the first by id', [silent, gone], 'heir-of-gone'],
    ['none where none is for it', [other], null],
    ['none where there is none', [], null],
  ])('is %s', (_who, personas, expected) => {
    expect(defaultPersona(agentWith(...personas), 'work', roster)?.id ?? null).toBe(expected);
    expect(defaultPersona(agentWith(...personas.toReversed()), 'work', roster)?.id ?? null).toBe(expected);
  });
});
