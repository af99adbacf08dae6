import { parseSearch, stringifySearch } from './address-search';

describe('the search of an address', () => {
  it('keeps every digit of a long number', () =>
    expect(parseSearch('?subject=417369394981634654')).toEqual({ subject: '417369394981634654' }));

  it.each([
    { subject: '417369394981634654' },
    { subject: '1073459966' },
    { limit: 20, isAll: true },
    { type: 'vw.shop.*', text: '"quoted"' },
  ])('reads what it wrote: %j', (search) => expect(parseSearch(stringifySearch(search))).toEqual(search));
});
