import { exactly, parseSearch, placeOf, stringifySearch } from './address-search';

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

it('names what a page leaves out of its address', () => {
  const read = exactly(({ a }) => (a === 1 ? { a } : {}));
  expect(read({ a: 1, b: 2 })).toStrictEqual({ a: 1, b: undefined });
  expect(read({ a: 2 })).toStrictEqual({ a: undefined });
});

it('takes a link of the API as the router does', () => {
  expect(placeOf('/tasks')).toEqual({ to: '/tasks', search: {} });
  expect(placeOf('/tasks?overdue=true&waitsFor=person,clarification')).toEqual({
    ...{ to: '/tasks', search: { overdue: true, waitsFor: 'person,clarification' } },
  });
});
