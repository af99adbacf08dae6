import type { TaskRecord } from '../record/task-record.js';
import { rosterFrom, trialAgent, trialCapability, trialPersona } from '../testing/trial-roster.js';
import { actingOf, personFor } from './acting.js';
import { expectedCost } from './agent-costs.js';

const root = trialAgent('root', { reportsTo: null });
const legacyRoot = trialAgent('old-root', { reportsTo: null, inTarget: false });
const costs = (costMinor: string, allowanceMinor?: string) => ({
  capabilities: [{ name: 'work', expertise: 1, costMinor, ...(allowanceMinor !== undefined && { allowanceMinor }) }],
});
const worker = trialAgent('worker', { ...costs('500', '100'), personas: [trialPersona('bold')] });
const work = trialCapability('work');
const roster = rosterFrom([legacyRoot, root, worker], [work]);

type Asked = Pick<TaskRecord, 'agentId' | 'personaId' | 'capability' | 'stage'>;
const acting = (part: Partial<Asked>) =>
  actingOf({ agentId: 'worker', personaId: null, capability: 'work', stage: 'assigned', ...part }, roster);

describe('who acts', () => {
  it.each<[string, Partial<Asked>, object | undefined]>([
    ['the agent, as itself', {}, { agent: { id: 'worker' }, persona: null, capability: { name: 'work' } }],
    ['the agent, in its persona', { personaId: 'bold' }, { agent: { id: 'worker' }, persona: { id: 'bold' } }],
    ['the agent as itself when the persona is gone', { personaId: 'gone' }, { persona: null }],
    ['nobody when the agent is gone', { agentId: 'gone' }, undefined],
    ['nobody when the capability is gone', { capability: 'gone' }, undefined],
    ['nobody when nobody was chosen', { agentId: null }, undefined],
    [
      'a person for the agent that had it last',
      { stage: 'person' },
      { agent: { id: 'worker', executor: { kind: 'human' } } },
    ],
    ['a person for the root when that one is gone', { stage: 'person', agentId: 'gone' }, { agent: { id: 'root' } }],
    [
      'a person, also for what no capability describes',
      { stage: 'person', capability: null },
      { capability: { name: 'anything', outputSchema: {} } },
    ],
  ])('is %s', (_who, part, expected) => {
    const found = acting(part);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });

  it('is somebody even where the roster has nobody', () => {
    expect(personFor(rosterFrom([], []), null)).toMatchObject({ id: 'person', executor: { kind: 'human' } });
  });
});

describe('what a try is expected to cost', () => {
  it.each([
    ['500', '100', { amountMinor: 500n, allowanceMinor: 100n }],
    ['500', undefined, { amountMinor: 500n, allowanceMinor: 0n }],
    ['0', '100', undefined],
  ])('by the list: %s and %s', (costMinor, allowanceMinor, expected) => {
    expect(expectedCost({ agent: trialAgent('a', costs(costMinor, allowanceMinor)), capability: work })).toEqual(
      expected,
    );
  });

  it('is nothing for what the list has not, nor for a person', () => {
    expect(expectedCost({ agent: worker, capability: trialCapability('other') })).toBeUndefined();
    expect(expectedCost({ agent: personFor(roster, 'worker'), capability: work })).toBeUndefined();
  });
});
