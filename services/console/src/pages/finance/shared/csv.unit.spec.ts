import { csvAddress } from './csv';

describe('the address of a file', () => {
  it('holds what is asked for, and nothing that is not', () => {
    expect(csvAddress('/api/finance/margins', { by: 'order', from: undefined, limit: 200, currency: 'US D' })).toBe(
      '/api/finance/margins?by=order&limit=200&currency=US+D&format=csv',
    );
  });
});
