import { budgetsSearch } from './budgets-search';
import { isFound, scopeWords, standingOf, troubleFirst, usedWords } from './budget-words';

type Row = Parameters<typeof troubleFirst>[0][number];

const budget = (fields: Partial<Row> = {}): Row => ({
  ...{ spentMinor: '9500', reservedMinor: '0' },
  ...{ remainingMinor: '500', limit: 'hard', thresholdsReached: [], burnRate: null, usedPercent: 95, ...fields },
});

describe('how a budget stands', () => {
  it.each([
    [{}, 'Within'],
    [{ thresholdsReached: [80, 90] }, 'Past 90%'],
    [{ thresholdsReached: [80, 90, 100], usedPercent: 85 }, 'Past 80%'],
    [{ thresholdsReached: [80], usedPercent: 12 }, 'Within'],
    [{ remainingMinor: '0' }, 'Stopped: nothing left'],
    [{ remainingMinor: '-1', limit: 'soft' as const }, 'Used up: more is asked for'],
    [{ burnRate: { perDayMinor: '9', projectedMinor: '900', overrunOn: '2026-11-29' } }, 'Will not last'],
  ])('%j: %s', (fields, word) => {
    expect(standingOf(budget(fields)).word).toBe(word);
  });
});

describe('budgets', () => {
  it('stand with those first that need somebody', () => {
    const [fine, near, out] = [budget({}), budget({ thresholdsReached: [90] }), budget({ remainingMinor: '0' })];
    expect(troubleFirst([fine, near, out, fine])).toEqual([out, near, fine, fine]);
  });

  it('stand by what is used of them among equals', () => {
    const [none, little, more, much] = [
      budget({ usedPercent: 0, spentMinor: '0' }),
      budget({ usedPercent: 0, spentMinor: '16' }),
      budget({ usedPercent: 0, spentMinor: '16', reservedMinor: '9' }),
      budget({ usedPercent: 12, spentMinor: '5' }),
    ];
    expect(troubleFirst([none, little, more, much])).toEqual([much, more, little, none]);
  });

  it.each([
    [{ usedPercent: 0, spentMinor: '0' }, '0%'],
    [{ usedPercent: 0, spentMinor: '960' }, '< 1%'],
    [{ usedPercent: 0, spentMinor: '0', reservedMinor: '1' }, '< 1%'],
    [{ usedPercent: 99 }, '99%'],
    [{ usedPercent: null }, '–'],
  ])('say of %j that %s is used', (fields, words) => expect(usedWords(budget(fields))).toBe(words));

  it('are found by the name of the agent, and by what they are for', () => {
    const nameOf = () => 'SEO/SEM Agent';
    const one = { department: 'marketing', category: 'agent_runs', agentId: 'seo-sem-agent' };
    expect(['seo/sem', 'Agent runs', 'marketing ', undefined].map((text) => isFound(one, text, nameOf))).toEqual([
      ...[true, true, true, true],
    ]);
    expect(isFound(one, 'sales', nameOf)).toBe(false);
    expect(isFound({ department: 'marketing' }, 'seo', nameOf)).toBe(false);
  });
});

describe('whose a budget is', () => {
  it('is a department, or a category of it', () => {
    expect(scopeWords({ department: 'marketing' })).toBe('Marketing');
    expect(scopeWords({ department: 'marketing', category: 'agent_runs' })).toBe('Marketing, agent runs');
  });
});

describe('the address of the budgets', () => {
  it('drops what there is not', () => {
    expect(budgetsSearch({ show: 'none', all: 'no', budget: '7', department: 'marketing', q: '' })).toEqual({
      department: 'marketing',
    });
  });
});
