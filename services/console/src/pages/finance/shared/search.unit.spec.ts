import { oneOf, periodSearch, textOf } from './search';

describe('the period of an address', () => {
  it('is what it says', () => {
    const search = { from: '2026-11-01', to: '2026-11-30', book: 'test', currency: 'EUR' };
    expect(periodSearch(search)).toEqual(search);
  });

  it.each([
    { from: '2026-02-30' },
    { from: 'yesterday' },
    { to: 20261130 },
    { from: '2026-12-01', to: '2026-11-01' },
    { book: 'real' },
    { currency: 'usd' },
    { currency: ['USD'] },
  ])('is without what is wrong: %j', (raw) => {
    expect(periodSearch(raw)).toEqual({});
  });

  it('names what it drops, so that the router does not let it through', () => {
    expect(Object.keys(periodSearch({ from: 'yesterday' }))).toEqual(['from', 'to', 'book', 'currency']);
  });
});

describe('a value of an address', () => {
  it('is one of those there are, or none', () => {
    expect(oneOf('month', ['day', 'month'])).toBe('month');
    expect(oneOf('century', ['day', 'month'])).toBeUndefined();
  });

  it('is text, also when the router read a number', () => {
    expect(textOf(450789469)).toBe('450789469');
    expect(textOf('  ')).toBeUndefined();
    expect(textOf({})).toBeUndefined();
    expect(textOf('x'.repeat(256))).toBeUndefined();
  });
});
