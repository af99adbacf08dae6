import { amountText, nameUnit, unitExponent, unitNamed } from './budget-unit.js';

describe('the unit of a budget', () => {
  it.each([
    [{ currency: 'USD' }, { unit: 'USD' }],
    [{ currency: 'JPY' }, { unit: 'JPY' }],
    [{ unit: 'tokens' }, { unit: 'tokens' }],
  ])('named %j', (named, unit) => expect(unitNamed(named)).toEqual(unit));

  it.each([
    [{}, '/currency'],
    [{ currency: 'usd' }, '/currency'],
    [{ currency: 'XXX' }, '/currency'],
    [{ currency: 'tokens' }, '/currency'],
    [{ unit: 'USD' }, '/unit'],
    [{ currency: 'USD', unit: 'tokens' }, '/unit'],
  ])('is not named by %j', (named, pointer) => expect(unitNamed(named)).toMatchObject({ pointer }));

  it('is named back as it was', () => {
    expect(nameUnit('USD')).toEqual({ unit: 'USD', currency: 'USD' });
    expect(nameUnit('tokens')).toEqual({ unit: 'tokens' });
  });

  it('tells how amounts are written', () => {
    expect(['USD', 'JPY', 'KWD', 'tokens'].map(unitExponent)).toEqual([2, 0, 3, 0]);
    expect(amountText(12_050n, 'USD')).toBe('120.50 USD');
    expect(amountText(12_050n, 'tokens')).toBe('12050 tokens');
  });
});
