import { ledgerSearch } from './ledger-search';

describe('the address of the ledger', () => {
  it('is read as it is', () => {
    const search = { show: 'entries', account: 'income:sales', from: '2026-11-01', kind: 'sale' };
    expect(ledgerSearch(search)).toEqual(search);
    expect(ledgerSearch({ orderId: 1001 })).toEqual({ orderId: '1001' });
  });

  it('drops what there is not', () => {
    expect(ledgerSearch({ show: 'everything', kind: '', account: [] })).toEqual({});
  });
});
