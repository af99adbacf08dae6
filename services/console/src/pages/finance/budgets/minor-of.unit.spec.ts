import { minorOf } from './minor-of';

describe('an amount that was typed', () => {
  it.each([
    ['1234.5', 'USD', '123450'],
    ['1,234', 'USD', '123400'],
    [' 0.05 ', 'USD', '5'],
    ['0', 'USD', '0'],
    ['500', 'JPY', '500'],
    ['250000', 'tokens', '250000'],
  ])('%j of %s is %s in the smallest unit', (typed, unit, minor) => {
    expect(minorOf(typed, unit)).toBe(minor);
  });

  it.each([
    ['', 'USD'],
    ['-5', 'USD'],
    ['1.234', 'USD'],
    ['1.5', 'JPY'],
    ['ten', 'USD'],
  ])('%j of %s is none', (typed, unit) => {
    expect(minorOf(typed, unit)).toBeUndefined();
  });
});
