import { checkCampaign, type CampaignFacts } from './campaign-checks.js';

const TODAY = '2026-11-29';
const sound: CampaignFacts = {
  ...{ name: 'Advent', segment: 'returning customers', recipients: 1_200, topic: 'Prints for the dark season' },
  ...{ offer: { code: 'ADVENT5', percent: 5 }, budgetMinor: 50_000n, fromDay: '2026-12-01', toDay: '2026-12-24' },
  ads: { channel: 'pinterest', amountMinor: 30_000n, currency: 'USD' },
};

describe('a planned campaign', () => {
  it('is sound when it keeps floor, budget and calendar', () => {
    expect(checkCampaign(sound, TODAY)).toEqual({ faults: [], warnings: [], unknown: [] });
  });

  it.each<[string, Partial<CampaignFacts>, RegExp]>([
    ['ends before it begins', { toDay: '2026-11-30', fromDay: '2026-12-01' }, /before it begins/],
    ['is over', { fromDay: '2026-11-01', toDay: '2026-11-28' }, /was over/],
    ['has no part', { offer: null, ads: null, topic: null }, /no part/],
    ['costs more than its budget', { budgetMinor: 29_999n }, /300.00 USD, the budget is 299.99 USD/],
  ])('can’t go on when it %s', (_what, part, fault) => {
    expect(checkCampaign({ ...sound, ...part }, TODAY).faults.join()).toMatch(fault);
  });

  it.each([
    [5, 0],
    [10, 2],
    [15, 4],
    [25, 4],
    [26, 6],
  ])('with %i %% off takes %i of six prints below their floor', (percent, count) => {
    const { warnings } = checkCampaign({ ...sound, offer: { code: 'X', percent } }, TODAY);
    expect(warnings).toHaveLength(count);
    if (count > 0)
      expect(warnings.join()).toMatch(/53x72 Gallery Wrapped would go for .* USD, its floor is 521.93 USD/);
  });

  it('names what nobody knows', () => {
    expect(checkCampaign({ ...sound, recipients: null, budgetMinor: null }, TODAY).unknown).toEqual([
      'how many people get the letter',
      'what may be spent in all',
    ]);
  });
});
