import type { Agent, Capability, Expertise } from '../schemas';
import { approvalWords, capabilityRows } from './capability-rows';

const agent = {
  executor: { kind: 'playbook' },
  capabilities: [
    { name: 'copy.write', expertise: 0.9 },
    { name: 'quote.make', expertise: 0.5, executor: { kind: 'llm' } },
  ],
} as Agent;
const capability = { name: 'copy.write', title: 'Write copy', effects: 'none', dataClass: 'public' } as Capability;
const expertise = (name: string, personaId: string | null): Expertise =>
  ({ capability: name, personaId, mean: 0.8 }) as Expertise;

describe('what an agent can do', () => {
  it('is named by its title, and by its name as long as that is not known', () =>
    expect(capabilityRows(agent, [{ ...capability, approval: 'never' }], []).map(({ title }) => title)).toEqual([
      ...['Write copy', 'quote.make'],
    ]));

  it('is run by the agent’s executor unless the capability has its own', () =>
    expect(capabilityRows(agent, [], []).map(({ executor }) => executor)).toEqual(['playbook', 'llm']));

  it('has its expertise in the own role and in personas apart', () => {
    const of = [expertise('copy.write', null), expertise('copy.write', 'b2b'), expertise('other', null)];
    const [first, second] = capabilityRows(agent, [], of);
    expect([first!.own, first!.inPersonas]).toEqual([of[0], [of[1]]]);
    expect([second!.own, second!.inPersonas]).toEqual([undefined, []]);
  });

  it.each([
    ['never', 'not asked'],
    ['always', 'always asked'],
    [{ when: 'orderValueMinor > 5' }, 'asked when a rule says so'],
    [{ act: 'customer.email', facts: {} }, 'asked: “Write to a customer”'],
    [{ act: 'deal.close', facts: {} }, 'asked: “deal.close”'],
  ] as const)('says of approval %j: %s', (approval, words) =>
    expect(approvalWords(approval, [{ name: 'customer.email', title: 'Write to a customer' }])).toBe(words),
  );
});
