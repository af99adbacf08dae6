import type { Agent } from '../agent.js';
import { seededRoster } from '../seeding/registry-seed.js';
import { agentFaults } from './agent-faults.js';

const { agents, capabilities } = seededRoster();
const departments = new Set([...agents.values()].map(({ department }) => department));
const agent = (id: string, changed: Partial<Agent> = {}): Agent => ({ ...agents.get(id)!, ...changed });
const faults = (changed: Agent) =>
  agentFaults(changed, { agents, capabilities, departments }).map(({ pointer, message }) => `${pointer} ${message}`);
const persona = (id: string, more: Partial<Agent['personas'][number]> = {}) => {
  return { id, name: id, description: '', legacyAgentId: null, capabilities: [], ...more };
};

describe('the faults of an agent', () => {
  it('are none in what the registry begins with', () => {
    for (const id of agents.keys()) expect([id, faults(agent(id))]).toEqual([id, []]);
  });

  const seo = agent('seo-sem-agent');
  const has = (name: string) => ({ name, expertise: 0.5, costMinor: '0' });

  it.each<[string, Agent, (string | RegExp)[]]>([
    [
      'capabilities that are not there, or there twice',
      agent('seo-sem-agent', { capabilities: [...seo.capabilities, has('fly.away'), has('seo.keywords')] }),
      ['/capabilities/1/name there is no capability fly.away', '/capabilities/2/name is there twice'],
    ],
    [
      'a persona for what it cannot do',
      agent('seo-sem-agent', { personas: [persona('p', { capabilities: ['seo.keywords', 'copy.write'] })] }),
      ['/personas/0/capabilities/1 copy.write is no capability of this agent'],
    ],
    [
      'a persona for whom another agent stands in',
      agent('seo-sem-agent', { personas: [persona('p', { legacyAgentId: 'facebook-agent' })] }),
      ['/personas/0/legacyAgentId social-media-orchestrator takes facebook-agent over already'],
    ],
    [
      'a persona for nobody, and for one who is not of the roster before',
      agent('seo-sem-agent', {
        personas: [persona('p', { legacyAgentId: 'ghost' }), persona('q', { legacyAgentId: 'b2b-sales-agent' })],
      }),
      [
        '/personas/0/legacyAgentId there is no agent ghost',
        '/personas/1/legacyAgentId b2b-sales-agent is not of the legacy roster',
      ],
    ],
    [
      'personas of one id, and two for one legacy agent',
      agent('seo-sem-agent', {
        personas: [persona('p', { legacyAgentId: 'seo-agent' }), persona('p', { legacyAgentId: 'seo-agent' })],
      }),
      ['/personas/1/id is there twice', '/personas/1/legacyAgentId another persona stands for it already'],
    ],
    [
      'a manager of others who retires',
      agent('social-media-director', { status: 'retired' }),
      [/^\/status .*-agent and \d more report to it/],
    ],
    ['a way back from active', agent('seo-agent', { status: 'planned' }), [/^\/status from active/]],
    [
      'leaving the roster of those who report to it',
      agent('social-media-director', { inTarget: false }),
      [' social-media-orchestrator: social-media-director is not of the target roster, as this agent is'],
    ],
  ])('%s', (_what, changed, expected) => {
    const found = faults(changed);
    expect(found).toHaveLength(expected.length);
    for (const [i, one] of expected.entries()) {
      if (one instanceof RegExp) expect(found[i]).toMatch(one);
      else expect(found[i]).toBe(one);
    }
  });

  it('lets several roles of its own stand side by side', () => {
    expect(faults(agent('seo-sem-agent', { personas: [...seo.personas, persona('a'), persona('b')] }))).toEqual([]);
  });
});
