import { expenseAccount } from '../journal/expense-account.js';
import { costPostings } from './cost-entry.js';

const lines = (cost: Parameters<typeof costPostings>[0]) => {
  const tally = costPostings(cost);
  return tally.currencies.flatMap((c) => tally.postings(c).map((p) => `${p.account} ${p.amountMinor} ${p.currency}`));
};

describe('the postings of a cost', () => {
  it('are an expense and a debt', () => {
    expect(lines({ category: 'llm', amountMinor: 12n, currency: 'USD' })).toEqual([
      'expense:agent-runs 12 USD',
      'liability:accounts-payable -12 USD',
    ]);
  });

  it('turn round what is given back', () => {
    expect(lines({ category: 'advertising', amountMinor: -500n, currency: 'USD' })).toEqual([
      'liability:accounts-payable 500 USD',
      'expense:advertising -500 USD',
    ]);
  });

  it('balance in each currency when it is paid in another', () => {
    const paid = { amountMinor: 10_800n, currency: 'USD' };
    expect(lines({ category: 'advertising', amountMinor: 10_000n, currency: 'EUR', paid })).toEqual([
      'expense:advertising 10000 EUR',
      'equity:conversion -10000 EUR',
      'equity:conversion 10800 USD',
      'liability:accounts-payable -10800 USD',
    ]);
  });
});

describe('the account of a category', () => {
  it.each([
    ['LLM', 'expense:agent-runs'],
    ['Ad spend', 'expense:advertising'],
    ['agent-run', 'expense:agent-runs'],
    ['printing', 'expense:cost-of-goods'],
    ['Postage', 'expense:shipping'],
    ['coffee', 'expense:other'],
    ['constructor', 'expense:other'],
  ])('%s is %s', (category, account) => expect(expenseAccount(category)).toBe(account));
});
