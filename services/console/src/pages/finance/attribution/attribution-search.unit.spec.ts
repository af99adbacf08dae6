import { attributionSearch } from './attribution-search';

describe('the address of the attribution', () => {
  it('is read as it is', () => {
    const search = { model: 'time-decay', by: 'channel', key: 'email' };
    expect(attributionSearch(search)).toEqual(search);
  });

  it('drops models and groupings that there are not', () => {
    expect(attributionSearch({ model: 'oracle', by: 'mood', key: 7 })).toEqual({ key: '7' });
  });

  it('is of one row at a time', () => {
    expect(attributionSearch({ none: 'unnamed', key: 'email' })).toEqual({ none: 'unnamed' });
  });
});
