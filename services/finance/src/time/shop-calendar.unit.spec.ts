import fc from 'fast-check';
import { ShopCalendar } from './shop-calendar.js';

describe('the shop’s calendar', () => {
  it.each([
    ['UTC', '2026-11-24T23:59:59.999Z', '2026-11-24'],
    ['America/New_York', '2026-11-25T04:59:59Z', '2026-11-24'],
    ['America/New_York', '2026-11-25T05:00:00Z', '2026-11-25'],
    ['America/New_York', '2026-07-25T03:59:59Z', '2026-07-24'],
    ['Asia/Kathmandu', '2026-11-24T18:15:00Z', '2026-11-25'],
    ['Asia/Kathmandu', '2026-11-24T18:14:59Z', '2026-11-24'],
  ])('in %s, %s is on %s', (timeZone, instant, day) => {
    expect(new ShopCalendar(timeZone).dayOf(instant)).toBe(day);
  });

  it('never goes back while time goes on', () => {
    const calendar = new ShopCalendar('America/New_York');
    const instants = fc.array(
      fc.date({ min: new Date('2025-01-01'), max: new Date('2027-01-01'), noInvalidDate: true }),
    );
    fc.assert(
      fc.property(instants, (some) => {
        const days = [...some].sort((a, b) => a.getTime() - b.getTime()).map((one) => calendar.dayOf(one));
        expect(days).toEqual([...days].sort());
      }),
    );
  });

  it.each([
    ['UTC', '2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['America/New_York', '2026-11-24', '2026-11-24T05:00:00.000Z'],
    ['America/New_York', '2026-07-24', '2026-07-24T04:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-25', '2026-11-24T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-25', '2026-11-24T10:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-11-25', '2026-11-25T11:00:00.000Z'],
  ])('in %s, %s begins at %s', (timeZone, day, instant) => {
    const calendar = new ShopCalendar(timeZone);
    expect(calendar.startOf(day).toISOString()).toBe(instant);
    expect(calendar.dayOf(instant)).toBe(day);
    expect(calendar.dayOf(new Date(Date.parse(instant) - 1)) < day).toBe(true);
  });
});
