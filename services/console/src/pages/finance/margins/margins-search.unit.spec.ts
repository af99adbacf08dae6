import { marginsSearch, MARGINS_BY, sortsOf } from './margins-search';

describe('the address of the margins', () => {
  it('is read as it is', () => {
    expect(marginsSearch({ by: 'size', sort: '-margin' })).toEqual({ by: 'size', sort: '-margin' });
  });

  it.each([
    [{ by: 'line', sort: 'margin' }, { by: 'line' }],
    [{ by: 'stream', sort: 'placed' }, { by: 'stream' }],
    [{ sort: 'key' }, {}],
    [{ by: 'colour', sort: 'net' }, { sort: 'net' }],
  ])('drops a sort that its rows do not have: %j', (raw, search) => {
    expect(marginsSearch(raw)).toEqual(search);
  });

  it('has a sort for rows of every kind', () => {
    for (const by of MARGINS_BY) expect(sortsOf(by).length).toBeGreaterThan(1);
  });
});
