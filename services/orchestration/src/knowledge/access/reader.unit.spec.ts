import { Parameters } from '@vividwalls/persistence';
import { rosterOf } from '../../registry/roster-snapshot.js';
import { seededRoster } from '../../registry/seeding/registry-seed.js';
import { readerOf, READER } from './reader.js';
import { visibleTo } from './visible-to.js';

const roster = seededRoster();
const capability = (name: string, dataClass: string) =>
  ({ ...roster.capabilities.values().next().value!, name, dataClass }) as never;
const agent = (fields: object) =>
  ({ ...roster.agents.get('sales-director')!, id: 'a', capabilities: [], ...fields }) as never;
const having = (name: string) => ({ capabilities: [{ name, expertise: 1, costMinor: '0' }] });

describe('who reads', () => {
  it.each(['user:owner', 'key:console', 'system'])('%s is a person', (actor) => {
    expect(readerOf(actor, roster)).toEqual({ kind: 'person', actor });
  });

  it('an agent is known by id, department and level', () => {
    expect(readerOf('agent:sales-director', roster)).toMatchObject({
      kind: 'agent',
      names: ['*', 'agent:sales-director', 'department:Sales', 'level:director'],
    });
  });

  it.each([
    ['nothing', {}, ['public', 'internal']],
    ['what is public', having('x.public'), ['public', 'internal']],
    ['what is personal', having('x.personal'), ['public', 'internal', 'personal']],
    ['payments', having('x.payment'), ['public', 'internal', 'personal', 'payment']],
    ['what is in no registry', having('x.unheard'), ['public', 'internal']],
  ])('an agent whose capabilities see %s', (_what, fields, dataClasses) => {
    const capabilities = ['public', 'personal', 'payment'].map((one) => capability(`x.${one}`, one));
    expect(readerOf('agent:a', rosterOf(1, [agent(fields)], capabilities))).toMatchObject({ dataClasses });
  });

  it.each([
    ['is not in the registry', rosterOf(1, [], [])],
    ['is retired', rosterOf(1, [agent({ status: 'retired' })], [])],
  ])('one that %s is nobody in particular', (_what, of) => {
    expect(readerOf('agent:a', of)).toMatchObject({ names: ['*'], dataClasses: ['public'] });
  });

  it('every seeded agent has names that may stand in a list', () => {
    for (const { id } of roster.agents.values()) {
      const reader = readerOf(`agent:${id}`, roster);
      if (reader.kind !== 'agent') throw new Error('is an agent');
      for (const name of reader.names) expect([name, READER.test(name)]).toEqual([name, true]);
    }
  });
});

describe('the condition', () => {
  const at = new Date('2026-11-29T12:00:00Z');

  it('asks an agent for its names and classes, and a person for neither; both for what is valid', () => {
    const [forAgent, forPerson] = [new Parameters(), new Parameters()];
    const agents = visibleTo(readerOf('agent:sales-director', roster), at, 'p', forAgent);
    expect(agents).toMatch(/p\.valid_from <= \$1.*p\.readers && \$2::text\[\].*p\.data_class = ANY\(\$3::text\[\]\)/);
    expect(forAgent.values[1]).toContain('department:Sales');
    const persons = visibleTo(readerOf('user:owner', roster), at, 'p', forPerson);
    expect(persons).toContain('p.valid_from <= $1');
    expect(persons).not.toContain('readers');
  });
});
