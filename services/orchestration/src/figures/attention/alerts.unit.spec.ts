import { alertsAmong } from './alerts.js';

describe('alerts', () => {
  const item = (severity: 'critical' | 'warning' | 'note', count: number | null = 3) => ({ severity, count });
  it.each([
    ['none', [], '0'],
    ['kinds, however many there are of each', [item('critical'), item('warning', 1)], '2'],
    ['no notes', [item('note'), item('warning')], '1'],
  ])('are %s', (_what, items, value) => expect(alertsAmong(items)).toEqual({ value, reason: null }));

  it('are not known when one kind could not be asked', () =>
    expect(alertsAmong([item('critical'), item('warning', null)])).toEqual({
      ...{ value: null, reason: 'not all of them could be asked' },
    }));
});
