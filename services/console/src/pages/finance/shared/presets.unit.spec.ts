import { dayIn, daysOf, presetOf, PRESETS, wholeMonth } from './presets';

describe('the days of a preset', () => {
  it.each([
    ['last-7', '2026-03-03', '2026-02-25', '2026-03-03'],
    ['last-30', '2026-11-29', '2026-10-31', '2026-11-29'],
    ['this-month', '2026-11-29', '2026-11-01', '2026-11-29'],
    ['last-month', '2026-01-15', '2025-12-01', '2025-12-31'],
    ['last-month', '2024-03-01', '2024-02-01', '2024-02-29'],
    ['this-quarter', '2026-11-29', '2026-10-01', '2026-11-29'],
    ['this-year', '2026-11-29', '2026-01-01', '2026-11-29'],
    ['last-year', '2026-11-29', '2025-01-01', '2025-12-31'],
  ] as const)('%s on %s is from %s to %s', (preset, today, from, to) => {
    expect(daysOf(preset, today)).toEqual({ from, to });
  });

  it('of a whole month go to its end', () => {
    expect(wholeMonth('2026-12-05')).toEqual({ from: '2026-12-01', to: '2026-12-31' });
    expect(wholeMonth('2024-02-29')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
  });

  it('are told again as the preset', () => {
    for (const { value } of PRESETS) expect(presetOf(daysOf(value, '2026-11-29'), '2026-11-29')).toBe(value);
    expect(presetOf({ from: '2026-11-02', to: '2026-11-03' }, '2026-11-29')).toBeUndefined();
  });

  it('begin with the day that it is where the shop is', () => {
    const at = new Date('2026-11-29T02:00:00Z');
    expect(dayIn('America/New_York', at)).toBe('2026-11-28');
    expect(dayIn('Asia/Tokyo', at)).toBe('2026-11-29');
  });
});
