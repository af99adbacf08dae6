import { asClause, changeWords, directionOf, isBetter, type Figure } from './figures-shown';
import { COMPARED_WITH, PERIODS, periodOf } from './period';
import { STANDING, STANDING_NAMES } from './standing';

describe('the overview’s figures', () => {
  it.each([
    ['0', 'same'],
    ['0.00', 'same'],
    ['-0', 'same'],
    ['-0.5', 'down'],
    ['12', 'up'],
    ['0.01', 'up'],
  ])('a change of %s goes %s', (change, direction) => expect(directionOf(change)).toBe(direction));

  it('more revenue is good, more refunds are not, and costs are neither by themselves', () => {
    expect([isBetter('net_revenue', 'up'), isBetter('net_revenue', 'down')]).toEqual([true, false]);
    expect([isBetter('refunds', 'up'), isBetter('refunds', 'down')]).toEqual([false, true]);
    expect([isBetter('agent_cost', 'up'), isBetter('net_revenue', 'same')]).toEqual([null, null]);
  });

  it('fewer alerts and a smaller lag are good, and how much work is open is neither', () => {
    expect([isBetter('alerts_open', 'down'), isBetter('reporting_lag_p95_ms', 'up')]).toEqual([true, false]);
    expect(isBetter('tasks_open', 'up')).toBeNull();
  });

  it.each([
    ['count', '3', '150.00', true, 'up', '3 more', 'than'],
    ['count', '3', '150.00', false, 'up', '150% more', 'than'],
    ['count', '-1200', '-20.00', true, 'down', '1,200 less', 'than'],
    ['count', '2', null, false, 'up', '2 more', 'than'],
    ['count', '0', '0.00', true, 'same', 'the same', 'as'],
    ['ms', '-40', '-10.00', true, 'down', '40 ms less', 'than'],
    ['minor', '1250', '12.64', false, 'up', '12.6% more', 'than'],
    ['minor', '-1250', null, false, 'down', '$12.50 less', 'than'],
    ['percent', '-5.95', null, false, 'down', '6 points less', 'than'],
  ] as const)('a change in %s of %s (%s %%) is said, as an amount %s', (unit, value, percent, isAmount, ...said) => {
    const figure = { unit, currency: 'USD', change: { value, percent, reason: null } } as Figure;
    const [direction, much, than] = said;
    expect(changeWords(figure, isAmount)).toEqual({ direction, much, than });
  });

  it('no change is made up', () => {
    const change = { value: null, percent: null, reason: 'the one before is not known' };
    expect(changeWords({ unit: 'count', change } as Figure)).toBeNull();
  });

  it('a reason ends a sentence', () => {
    expect(asClause('No order was booked.')).toBe('no order was booked');
    expect(asClause('nothing was kept yet')).toBe('nothing was kept yet');
    expect(asClause('USD is not told')).toBe('USD is not told');
  });

  it('those of this moment lead to a page or a place on this one', () => {
    expect(STANDING_NAMES.filter((name) => !/^[/#][a-z]/.test(STANDING[name].to))).toEqual([]);
  });

  it('a period that is none is today, and each says what it is compared with', () => {
    expect([periodOf('7d'), periodOf('7 days'), periodOf(undefined)]).toEqual(['7d', 'today', 'today']);
    expect(PERIODS.filter((period) => !COMPARED_WITH[period])).toEqual([]);
  });
});
