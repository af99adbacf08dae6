import { vwAgainstGateway } from '../testing/vw-against-gateway.js';

const { vw, bodies } = vwAgainstGateway();

const SCHEDULES = '/api/orchestration/schedules';
const brief = {
  ...{
    id: 'daily-brief',
    title: 'The daily brief',
    capability: 'brief.daily',
    every: 'day',
    weekday: null,
    at: '07:00',
  },
  ...{ timeZone: 'America/New_York', enabled: true, nextAt: '2026-11-30T12:00:00Z', lastAt: null },
};
const review = { ...brief, id: 'weekly-review', every: 'week', weekday: 1, at: '07:30' };

describe('vw schedules', () => {
  it('list shows when what comes', async () => {
    const items = [brief, { ...review, enabled: false, nextAt: null }];
    const { code, out } = await vw('schedules list', { [`GET ${SCHEDULES}`]: { json: { items } } });
    expect(code).toBe(0);
    expect(out).toContain('daily-brief\tdaily at 07:00 America/New_York\tbrief.daily\t2026-11-30T12:00:00Z');
    expect(out).toContain('weekly-review\tMondays at 07:30 America/New_York\tbrief.daily\toff');
  });

  it.each([
    ['--at 06:30 --time-zone Europe/Berlin', { at: '06:30', timeZone: 'Europe/Berlin' }],
    ['--every week --weekday 5', { every: 'week', weekday: 5 }],
    ['--off', { enabled: false }],
    ['--on --at 05:00', { enabled: true, at: '05:00' }],
  ])('set %s sends that alone', async (options, body) => {
    const answers = { [`PUT ${SCHEDULES}/daily-brief`]: { json: brief } };
    const { code, out } = await vw(`schedules set daily-brief ${options}`, answers);
    expect(bodies('PUT')).toEqual([body]);
    expect({ code, out }).toMatchObject({
      code: 0,
      out: expect.stringContaining('next 2026-11-30T12:00:00Z') as string,
    });
  });

  it.each(['', '--at 25:00', '--weekday 8', '--every month', '--on --off'])(
    'set %j is not understood',
    async (options) => {
      const { code } = await vw(['schedules', 'set', 'daily-brief', ...options.split(' ').filter(Boolean)]);
      expect(code).toBe(2);
      expect(bodies('PUT')).toEqual([]);
    },
  );
});
