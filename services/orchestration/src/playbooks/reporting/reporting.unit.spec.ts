import { outcomeOf, proposed } from '../testing/try-playbook.js';

describe('a report', () => {
  it('adds up what was given, and shows what is missing instead of a zero', async () => {
    const figures = [
      { name: 'revenue', amountMinor: '15300', currency: 'USD' },
      { name: 'revenue', amountMinor: '700', currency: 'USD' },
      { name: 'orders', value: 2 },
      { name: 'orders', value: 3 },
    ];
    expect(await proposed('report.compile', { kind: 'daily', day: '2026-11-22', figures })).toEqual({
      title: 'Daily report, 2026-11-22',
      text: '2 of 3 figures are known.',
      figures: [
        { name: 'orders', value: '5' },
        { name: 'revenue', value: '160.00 USD' },
        { name: 'refunds', value: null, reason: 'nobody gave this figure' },
      ],
    });
  });

  it('does not add two currencies', async () => {
    const figures = [
      { name: 'revenue', amountMinor: '1', currency: 'USD' },
      { name: 'revenue', amountMinor: '1', currency: 'EUR' },
    ];
    const { figures: told } = await proposed('report.compile', { kind: 'finance', day: '2026-11-22', figures });
    expect(told).toContainEqual({ name: 'revenue', value: null, reason: 'in USD and EUR: not added up' });
  });
});

describe('figures of a moment', () => {
  it('are those asked for; the unknown ones have a reason', async () => {
    const input = { names: ['uptime', 'csat'], figures: [{ name: 'uptime', value: 99.9, target: 99.5 }] };
    expect((await proposed('kpi.snapshot', input)).figures).toEqual([
      { name: 'uptime', value: 99.9, target: 99.5 },
      { name: 'csat', value: null, target: null, reason: 'nobody gave this figure' },
    ]);
  });
});

describe('a budget', () => {
  it.each([
    ['10000', '7999', 'within', '2001'],
    ['10000', '8000', 'near', '2000'],
    ['10000', '10000', 'near', '0'],
    ['10000', '10001', 'over', '-1'],
  ])('of %s with %s spent is %s', async (limitMinor, spentMinor, verdict, remainingMinor) => {
    expect(await proposed('budget.check', { limitMinor, spentMinor })).toMatchObject({ verdict, remainingMinor });
  });

  it('of which nobody told what is spent is unknown', async () => {
    expect(await proposed('budget.check', { limitMinor: '1' })).toEqual({
      ...{ verdict: 'unknown', remainingMinor: null, reasons: ['what is spent was not given'] },
    });
  });
});

describe('an experiment', () => {
  const variants = (...given: [string, number, number][]) =>
    given.map(([name, trials, successes]) => ({ name, trials, successes }));

  it('has a winner when the difference is clear', async () => {
    // z = 3.4457 by the textbook's formula for 120 of 1,000 against 80 of 1,200 … p below 0.001.
    const output = await proposed('experiment.evaluate', { variants: variants(['a', 1_000, 120], ['b', 1_200, 80]) });
    expect(output).toMatchObject({ verdict: 'winner', winner: 'a' });
    expect(output.pValue).toBeLessThan(0.001);
  });

  it.each([
    ['no difference', variants(['a', 1_000, 100], ['b', 1_000, 102]), 'no_difference'],
    ['too little to say', variants(['a', 50, 9], ['b', 50, 30]), 'too_early'],
  ])('has %s', async (_what, given, verdict) => {
    expect(await proposed('experiment.evaluate', { variants: given })).toMatchObject({ verdict, winner: null });
  });

  it('with more successes than trials is refused', async () => {
    const outcome = await outcomeOf('experiment.evaluate', { variants: variants(['a', 10, 11], ['b', 10, 1]) });
    expect(outcome).toMatchObject({ code: 'bad_input' });
  });
});

describe('stock', () => {
  it('given four weeks of sales, lasts so long, and lacks so much', async () => {
    const stock = [
      { sku: 'A', onHand: 10, soldByDay: Array(28).fill(2) as number[] },
      { sku: 'B', soldByDay: [1] },
    ];
    expect((await proposed('inventory.forecast', { skus: ['A', 'B', 'C'], horizonDays: 30, stock })).lines).toEqual([
      { sku: 'A', daysLeft: 5, reorder: 50, reason: '2.00 a day over 28 days' },
      { sku: 'B', daysLeft: null, reorder: null, reason: 'its stock was not given' },
      { sku: 'C', daysLeft: null, reorder: null, reason: 'its stock was not given' },
    ]);
  });

  it('was looked at for one week by the agent before', async () => {
    const stock = [
      { sku: 'A', onHand: 14, soldByDay: [...(Array(21).fill(0) as number[]), ...(Array(7).fill(2) as number[])] },
    ];
    const daysLeft = async (settings: object) =>
      ((await proposed('inventory.forecast', { stock }, { ...settings })).lines as { daysLeft: number }[])[0]!.daysLeft;
    expect(await daysLeft({})).toBe(28);
    expect(await daysLeft({ variant: 'legacy' })).toBe(7);
  });
});

describe('vendors', () => {
  it('are ranked by price and time; who tells neither comes last', async () => {
    const vendors = [
      { name: 'Slow', priceMinor: '1000', days: 10 },
      { name: 'Dear', priceMinor: '3000', days: 5 },
      { name: 'Mute' },
    ];
    const { ranking } = await proposed('vendor.compare', { need: 'frames', vendors });
    expect((ranking as { name: string }[]).map(({ name }) => name)).toEqual(['Slow', 'Dear', 'Mute']);
  });
});
