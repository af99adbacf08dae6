import { budgetsSearch } from './budgets-search';
import { scopeWords, standingOf, troubleFirst } from './budget-words';

const budget = (fields: Partial<Parameters<typeof standingOf>[0]> = {}): Parameters<typeof standingOf>[0] => ({
  ...{ remainingMinor: '500', limit: 'hard', thresholdsReached: [], burnRate: null, usedPercent: 95, ...fields },
});

describe('how a budget stands', () => {
  it.each([
    [{}, 'Within'],
    [{ thresholdsReached: [80, 90] }, 'Past 90 %'],
    [{ thresholdsReached: [80, 90, 100], usedPercent: 85 }, 'Past 80 %'],
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
});

describe('whose a budget is', () => {
  it('is a department, or a category of it', () => {
    expect(scopeWords({ department: 'marketing' })).toBe('Marketing');
    expect(scopeWords({ department: 'marketing', category: 'agent_runs' })).toBe('Marketing, agent runs');
  });
});

describe('the address of the budgets', () => {
  it('drops what there is not', () => {
    expect(budgetsSearch({ show: 'none', all: 'no', budget: '7', department: 'marketing' })).toEqual({
      department: 'marketing',
    });
  });
});
