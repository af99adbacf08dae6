import { namedChoices } from './named-choices';

const AGENTS = [
  { id: 'operations-director', name: 'Operations Director' },
  { id: 'seo-agent', name: 'Analyst' },
  { id: 'data-agent', name: 'Analyst' },
];

describe('choices by name', () => {
  it('are in the order of the names, and tell those of one name apart', () =>
    expect(namedChoices(AGENTS, 'Any agent', undefined)).toEqual([
      { value: '', label: 'Any agent' },
      { value: 'data-agent', label: 'Analyst (data-agent)' },
      { value: 'seo-agent', label: 'Analyst (seo-agent)' },
      { value: 'operations-director', label: 'Operations Director' },
    ]));

  it('keep what the address names, though nobody knows it', () => {
    expect(namedChoices([], 'Any agent', 'gone-agent').at(-1)).toEqual({ value: 'gone-agent', label: 'gone-agent' });
    expect(namedChoices(AGENTS, 'Any agent', 'seo-agent')).toHaveLength(4);
  });
});
