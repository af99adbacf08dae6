import { directionOf, FIGURES_SHOWN, isBetter, linkOf } from './figures-shown';
import { COMPARED_WITH, PERIODS, periodOf } from './period';

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

  it('each leads somewhere', () => expect(FIGURES_SHOWN.map(linkOf).every((to) => to.startsWith('/'))).toBe(true));

  it('a period that is none is today, and each says what it is compared with', () => {
    expect([periodOf('7d'), periodOf('7 days'), periodOf(undefined)]).toEqual(['7d', 'today', 'today']);
    expect(PERIODS.filter((period) => !COMPARED_WITH[period])).toEqual([]);
  });
});
