import type { Agent, AgentAtWork, AgentReturn } from '../schemas';
import { agentRows, capabilitiesOf, chosenRows, departmentsOf } from './agent-rows';

const agent = (id: string, department: string, part: Partial<Agent> = {}): Agent =>
  ({ id, name: id.replaceAll('-', ' '), department, role: '', status: 'active', capabilities: [], ...part }) as Agent;
const agents = [
  agent('seo-sem-agent', 'Marketing', { capabilities: [{ name: 'seo.audit', expertise: 1 }] }),
  agent('b2b-sales-agent', 'Sales', { role: 'hotels and offices' }),
  agent('old-agent', 'Sales', { status: 'retired' }),
];
const stopped = { agentId: 'b2b-sales-agent', stopped: { cause: 'failing', reason: 'five in a row' } } as AgentAtWork;
const credited = [
  { key: 'seo-sem-agent', currency: 'USD', creditedMinor: '100' },
  { key: 'seo-sem-agent', currency: 'EUR', creditedMinor: '200' },
  { key: null, currency: 'USD', creditedMinor: '900' },
] as AgentReturn[];

describe('agents with what they did and brought in', () => {
  const rows = agentRows(agents, [stopped], credited);

  it('have an amount for each currency; what is nobody’s is nobody’s', () =>
    expect(rows.map(({ returns }) => returns.length)).toEqual([2, 0, 0]));

  it('stand still although they are active, with the reason', () =>
    expect(rows.map(({ health }) => [health.word, health.reason])).toEqual([
      ['Active', null],
      ['Stands still', 'five in a row'],
      ['Retired', 'It gets no work any more.'],
    ]));

  it.each([
    [{ department: 'Sales' }, ['b2b-sales-agent', 'old-agent']],
    [{ status: 'stopped' as const }, ['b2b-sales-agent']],
    [{ status: 'retired' as const }, ['old-agent']],
    [{ capability: 'seo.audit' }, ['seo-sem-agent']],
    [{ q: 'off' }, ['b2b-sales-agent']],
    [{ q: 'sem seo' }, ['seo-sem-agent']],
    [{ q: 'ales' }, []],
    [{ q: 'agent', department: 'Marketing' }, ['seo-sem-agent']],
  ])('are chosen by %j', (search, ids) => expect(chosenRows(rows, search).map((row) => row.agent.id)).toEqual(ids));

  it('can be chosen by what there is', () => {
    expect(departmentsOf(agents)).toEqual(['Marketing', 'Sales']);
    expect(capabilitiesOf(agents)).toEqual(['seo.audit']);
  });
});
