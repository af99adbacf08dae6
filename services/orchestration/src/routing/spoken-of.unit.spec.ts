import { trialAgent, trialCapability, rosterFrom } from '../tasks/testing/trial-roster.js';
import { agentName, roleName, workName } from './spoken-of.js';

const roster = rosterFrom(
  [
    trialAgent('sales-director', {
      name: 'Sales Director',
      personas: [
        { id: 'hotels', name: 'Hotel Sales', description: '', legacyAgentId: 'hotel-agent', capabilities: [] },
      ],
    }),
  ],
  [trialCapability('order.review', { title: 'Review an order' })],
);

describe('what explanations call things', () => {
  it('is the name of an agent, and the id of one that is gone', () =>
    expect([agentName(roster, 'sales-director'), agentName(roster, 'gone')]).toEqual(['Sales Director', 'gone']));

  it.each([
    [null, 'Sales Director in its own role'],
    ['sales-director', 'Sales Director in its own role'],
    ['hotels', 'Sales Director as Hotel Sales'],
    ['gone', 'Sales Director as gone'],
  ])('is the name of a role: %s', (personaId, words) =>
    expect(roleName(roster, { agentId: 'sales-director', personaId })).toBe(words),
  );

  it('is the title of a capability', () =>
    expect([workName(roster, 'order.review'), workName(roster, 'x')]).toEqual(['“Review an order”', '“x”']));
});
