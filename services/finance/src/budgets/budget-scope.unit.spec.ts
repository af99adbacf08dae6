import fc from 'fast-check';
import { scopesOf, scopeText, scopeWord } from './budget-scope.js';

// Few words, so that they meet; with the characters that separate them.
const word = fc.constantFrom('a', 'b', 'a:b', 'day', 'a-', 'tokens');
const optional = fc.option(word, { nil: null });
const unit = fc.constantFrom('USD', 'EUR', 'tokens');
const scope = fc.record({ department: word, category: optional, agentId: optional, unit, isDaily: fc.boolean() });

describe('a word of a scope', () => {
  it.each([
    ['Marketing', 'marketing'],
    [' Customer Experience ', 'customer-experience'],
    ['agent_runs', 'agent-runs'],
    ['content-strategy', 'content-strategy'],
  ])('%j is %s', (text, word) => expect(scopeWord(text)).toBe(word));

  it.each(['', ' ', '-', 'a/b', 'a*', 'küche', 'x'.repeat(65), 'a\u0000'])('is not %j', (text) =>
    expect(scopeWord(text)).toBeUndefined(),
  );
});

describe('the scopes of a spend', () => {
  it('go from the most specific to the widest', () => {
    expect(scopesOf({ department: 'marketing', category: 'llm', agentId: 'writer', unit: 'USD' })).toEqual([
      'agent:writer/llm/USD/day',
      'agent:writer/llm/USD',
      'agent:writer/-/USD/day',
      'agent:writer/-/USD',
      'department:marketing/llm/USD/day',
      'department:marketing/llm/USD',
      'department:marketing/-/USD/day',
      'department:marketing/-/USD',
    ]);
  });

  it('are those of every budget that holds for it, and of no other', () => {
    const target = fc.record({ department: word, category: word, agentId: optional, unit });
    fc.assert(
      fc.property(target, scope, (spend, budget) => {
        const holds =
          budget.unit === spend.unit &&
          (budget.category === null || budget.category === spend.category) &&
          (budget.agentId === null ? budget.department === spend.department : budget.agentId === spend.agentId);
        expect(scopesOf(spend).includes(scopeText(budget))).toBe(holds);
      }),
    );
  });

  it('are told apart by their text', () => {
    fc.assert(
      fc.property(scope, scope, (one, other) => {
        const owner = ({ agentId, department }: typeof one) => (agentId === null ? ['d', department] : ['a', agentId]);
        const parts = (s: typeof one) => JSON.stringify([owner(s), s.category, s.unit, s.isDaily]);
        expect(scopeText(one) === scopeText(other)).toBe(parts(one) === parts(other));
      }),
    );
  });
});
