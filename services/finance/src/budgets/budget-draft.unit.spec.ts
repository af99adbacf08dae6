import { budgetDraft, type WantedBudget } from './budget-draft.js';

const wanted: WantedBudget = {
  ...{ department: 'Marketing', currency: 'USD', allocatedMinor: '100', per: 'period', limit: 'hard' },
  ...{ periodStart: '2026-11-01', periodEnd: '2026-11-30', thresholds: [100, 80] },
};

describe('the draft of a budget', () => {
  it('has names as they are kept, and thresholds in order', () => {
    expect(budgetDraft(wanted)).toEqual({
      draft: {
        ...{ department: 'marketing', category: null, agentId: null, unit: 'USD', allocatedMinor: 100n },
        ...{ limit: 'hard', thresholds: [80, 100], per: 'period' },
        ...{ periodStart: '2026-11-01', periodEnd: '2026-11-30' },
      },
    });
  });

  it('of each day may be without end, and in tokens', () => {
    const daily = { ...wanted, per: 'day' as const, periodEnd: undefined, currency: undefined, unit: 'tokens' };
    expect(budgetDraft(daily)).toMatchObject({ draft: { unit: 'tokens', periodEnd: null } });
  });

  it.each<[string, Partial<WantedBudget>]>([
    ['/department', { department: 'a/b' }],
    ['/category', { category: '' }],
    ['/agentId', { agentId: '*' }],
    ['/currency', { currency: 'DOLLAR' }],
    ['/currency', { currency: undefined }],
    ['/unit', { unit: 'tokens' }],
    ['/allocatedMinor', { allocatedMinor: '-1' }],
    ['/periodStart', { periodStart: '2026-02-30' }],
    ['/periodEnd', { periodEnd: undefined }],
    ['/periodEnd', { periodEnd: '2026-10-31' }],
    ['/periodEnd', { periodEnd: '2036-10-31' }],
    ['/thresholds', { thresholds: [0] }],
    ['/thresholds', { thresholds: [80.5] }],
    ['/thresholds', { thresholds: [80, 80] }],
  ])('is at fault at %s with %j', (pointer, part) => {
    const result = budgetDraft({ ...wanted, ...part });
    expect(result).toEqual({ faults: [expect.objectContaining({ pointer })] });
  });

  it('tells all faults at once', () => {
    const result = budgetDraft({ ...wanted, currency: 'XXX', allocatedMinor: '-5', periodEnd: '2026-01-01' });
    expect(result).toMatchObject({
      faults: [{ pointer: '/currency' }, { pointer: '/allocatedMinor' }, { pointer: '/periodEnd' }],
    });
  });
});
