import { formatPercent } from './numbers';

describe('a share of a hundred', () => {
  it.each([
    ['100', '100%'],
    [42.55, '42.6%'],
    ['0', '0%'],
    ['100.04', '100%'],
    [-12.34, '-12.3%'],
  ])('%s is %s', (value, text) => expect(formatPercent(value)).toBe(text));

  it('is not called all while something is missing', () => {
    expect(formatPercent('99.96')).toBe('99.9%');
    expect(formatPercent(99.7, 0)).toBe('99%');
    expect(formatPercent(98.7, 0)).toBe('99%');
  });
});
