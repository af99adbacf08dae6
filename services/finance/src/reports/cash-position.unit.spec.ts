import { cashPosition } from './cash-position.js';

const usd = (account: string, balanceMinor: bigint) => ({ account, currency: 'USD', balanceMinor });

describe('the cash position', () => {
  it('shows what is held and what is owed, each positive on its own side', () => {
    const [position] = cashPosition([
      usd('asset:bank', 50_000n),
      usd('asset:payments-clearing', 20_000n),
      usd('asset:accounts-receivable', -500n),
      usd('liability:sales-tax', -3_000n),
      usd('liability:commissions-payable', 200n),
    ]);
    expect(position).toMatchObject({ currency: 'USD', cashMinor: '50000', netMinor: String(69_500 - 2_800) });
    expect(position!.assets.map(({ amountMinor }) => amountMinor)).toEqual(['50000', '20000', '-500']);
    expect(position!.liabilities.map(({ account, amountMinor }) => [account, amountMinor])).toEqual([
      ['liability:sales-tax', '3000'],
      ['liability:commissions-payable', '-200'],
    ]);
  });

  it('does not take an account without entries for an empty one', () => {
    const [position] = cashPosition([usd('asset:payments-clearing', 1n)]);
    expect(position).toMatchObject({ cashMinor: null, reason: expect.stringContaining('payouts are not told') });
    expect(position!.assets).toHaveLength(1);
  });

  it('keeps currencies apart, in order', () => {
    const position = cashPosition([
      usd('asset:bank', 1n),
      { account: 'asset:bank', currency: 'EUR', balanceMinor: 2n },
    ]);
    expect(position.map(({ currency, cashMinor }) => [currency, cashMinor])).toEqual([
      ['EUR', '2'],
      ['USD', '1'],
    ]);
  });

  it('takes no stock for money, and no income', () => {
    const [position] = cashPosition([
      usd('asset:inventory', 9n),
      usd('income:sales', -9n),
      usd('liability:gift-cards', -2n),
    ]);
    expect(position).toMatchObject({ assets: [], netMinor: '-2' });
    expect(cashPosition([usd('asset:inventory', 9n)])).toEqual([]);
  });
});
