import { OrderUpdated } from '@vividwalls/events';
import { eventually } from '@vividwalls/testing';
import * as given from '../order-books/testing/snapshots.js';
import { RunningFinance } from '../testing/running-finance.js';

let finance: RunningFinance;
beforeAll(async () => {
  finance = await RunningFinance.start('payouts');
});
afterAll(() => finance?.stop());

const balances = async () => {
  const { body } = await finance.get<{
    currencies: { USD?: { accounts: { account: string; balanceMinor: string }[] } };
  }>('/api/finance/trial-balance');
  return Object.fromEntries((body.currencies.USD?.accounts ?? []).map((one) => [one.account, one.balanceMinor]));
};
const PAYOUT = {
  id: 'p1',
  currency: 'USD',
  amountMinor: '19300',
  paidAt: '2026-03-05T00:00:00Z',
  lines: [{ kind: 'charge', orderId: given.ORDER_ID, grossMinor: '19900', feeMinor: '600' }],
};

describe('a payout', () => {
  it('brings what was captured to the bank, and its fee takes the place of the estimate', async () => {
    finance.tell(OrderUpdated, given.ORDER_ID, { order: given.order({ gateways: ['shopify_payments'] }) });
    await eventually(async () => expect((await balances())['liability:processor-fees']).toBe('-607'));
    expect(await finance.post('/api/finance/payouts', PAYOUT)).toMatchObject({ status: 201, body: { isNew: true } });
    await eventually(async () =>
      expect(await balances()).toMatchObject({
        ...{ 'asset:bank': '19300', 'asset:payments-clearing': '0' },
        ...{ 'liability:processor-fees': '0', 'expense:processor-fees': '600' },
      }),
    );
    const { body } = await finance.get<{ entries: { kind: string }[] }>(`/api/finance/orders/${given.ORDER_ID}/ledger`);
    expect(body.entries.map(({ kind }) => kind)).toEqual(['sale', 'costs', 'costs']);
  });

  it('sent again changes nothing', async () => {
    const before = await balances();
    expect(await finance.post('/api/finance/payouts', PAYOUT)).toMatchObject({ status: 201, body: { isNew: false } });
    expect(await balances()).toEqual(before);
    const { body } = await finance.get<{ items: { id: string; feesMinor: string }[] }>('/api/finance/payouts');
    expect(body.items).toMatchObject([{ id: 'p1', feesMinor: '600' }]);
  });

  it.each([
    ['whose lines do not come to it', { amountMinor: '19301', id: 'p2' }, '/amountMinor'],
    [
      'whose number is another’s',
      { amountMinor: '1', lines: [{ kind: 'adjustment', grossMinor: '1', feeMinor: '0' }] },
      '/id',
    ],
    ['of nothing', { id: 'p3', amountMinor: '0', lines: [{ kind: 'fee', grossMinor: '0', feeMinor: '0' }] }, '/lines'],
    ['without lines', { id: 'p4', lines: [] }, '/lines'],
    ['that has not come', { id: 'p5', paidAt: '2099-01-01T00:00:00Z' }, '/paidAt'],
    [
      'with a kind nobody knows',
      { id: 'p6', lines: [{ kind: 'gift', grossMinor: '1', feeMinor: '0' }] },
      '/lines/0/kind',
    ],
  ])('%s is refused, and nothing is booked', async (_what, fault, pointer) => {
    const before = await balances();
    expect(await finance.post('/api/finance/payouts', { ...PAYOUT, ...fault })).toMatchObject({
      status: 422,
      body: { errors: [{ pointer }] },
    });
    expect(await balances()).toEqual(before);
  });

  it('says what an account held before it, and after', async () => {
    const at = async (moment: string) => {
      const { body } = await finance.get<{ currencies: { USD?: { balanceMinor: string } } }>(
        `/api/finance/accounts/asset:bank/balance?at=${moment}`,
      );
      return body.currencies.USD?.balanceMinor;
    };
    expect(await at('2026-03-04T23:59:59Z')).toBeUndefined();
    expect(await at('2026-03-05T00:00:00Z')).toBe('19300');
    expect((await finance.get('/api/finance/accounts/asset:gold/balance')).status).toBe(404);
  });
});
