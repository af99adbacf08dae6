import { decimalOf, formatMoney, fractionDigitsOf } from './money';

describe('money is shown to the cent, in the currency’s own digits', () => {
  it.each([
    ['199', 2, '1.99'],
    ['-5', 2, '-0.05'],
    ['0', 2, '0.00'],
    ['123456789012345678901', 2, '1234567890123456789.01'],
    ['-1500', 0, '-1500'],
    ['1', 3, '0.001'],
  ])('%s with %i digits is %s', (minor, digits, text) => expect(decimalOf(minor, digits)).toBe(text));

  it('loses no cent of an amount that no number can hold', () =>
    expect(formatMoney('900719925474099301', 'USD', { locale: 'en-US' })).toBe('$9,007,199,254,740,993.01'));

  it('knows currencies without cents', () => {
    expect(fractionDigitsOf('JPY')).toBe(0);
    expect(formatMoney('1500', 'JPY', { locale: 'en-US' })).toBe('¥1,500');
  });

  it('is written as the reader’s country writes it', () =>
    expect(formatMoney('-123456', 'EUR', { locale: 'de-DE' }).replace(/\s/g, ' ')).toBe('-1.234,56 €'));

  it('shows the direction of a change', () => {
    expect(formatMoney('100', 'USD', { locale: 'en-US', isChange: true })).toBe('+$1.00');
    expect(formatMoney('0', 'USD', { locale: 'en-US', isChange: true })).toBe('$0.00');
  });
});
