import { changeOf } from './figure-change.js';

describe('the change of a figure', () => {
  it.each([
    ['minor', '15000', '10000', '5000', '50.00', null],
    ['minor', '10000', '15000', '-5000', '-33.33', null],
    ['count', '3', '3', '0', '0.00', null],
    ['count', '3', '2', '1', '50.00', null],
    ['minor', '-100', '200', '-300', '-150.00', null],
    ['minor', '90071992547409931', '90071992547409930', '1', '0.00', null],
    ['count', '5', '0', '5', null, 'there was nothing before'],
    ['minor', '5', '-5', '10', null, 'it was below zero before'],
    ['percent', '66.45', '60.5', '5.95', null, 'shares are compared in points'],
    ['percent', '60.00', '66.00', '-6.00', null, 'shares are compared in points'],
    ['count', null, '3', null, null, 'the figure is not known'],
    ['count', '3', null, null, null, 'the one before is not known'],
    ['count', '3', 'many', null, null, 'it is no number'],
  ] as const)('in %s to %s from %s is %s, %s %%', (unit, now, before, value, percent, reason) => {
    expect(changeOf(unit, now, before)).toEqual({ value, percent, reason });
  });
});
