import { spendEntry } from './spend-entry.js';
import type { Spend } from './spend.js';

const AT = '2026-11-24T10:00:00.000Z';
const spend = (given: Partial<Spend> = {}) =>
  ({ key: 'ad-7', unit: 'USD', category: 'advertising', actualMinor: 11_850n, ...given }) as Spend;

describe('the entry of a spend', () => {
  it('is an expense that is owed', () => {
    expect(spendEntry(spend(), AT)).toEqual({
      ...{ cause: 'spend:ad-7', book: 'real', kind: 'spend', occurredAt: AT, currency: 'USD' },
      postings: [
        { account: 'expense:advertising', amountMinor: 11_850n, currency: 'USD' },
        { account: 'liability:accounts-payable', amountMinor: -11_850n, currency: 'USD' },
      ],
    });
  });

  it.each([
    ['llm', 'expense:agent-runs'],
    ['printing', 'expense:cost-of-goods'],
    ['shipping', 'expense:shipping'],
    ['subscriptions', 'expense:subscriptions'],
    ['fairs', 'expense:other'],
  ])('of %s stands on %s', (category, account) => {
    expect(spendEntry(spend({ category }), AT)?.postings[0]).toMatchObject({ account });
  });

  it.each([{ unit: 'tokens' }, { actualMinor: 0n }, { actualMinor: null }])('is none of %p', (given) =>
    expect(spendEntry(spend(given), AT)).toBeUndefined(),
  );
});
