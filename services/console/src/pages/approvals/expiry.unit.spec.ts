import { expiryOf } from './expiry';

const NOW = Date.parse('2026-11-29T10:00:00Z');

describe('how long somebody has to decide', () => {
  it.each([
    ['2026-11-29T09:59:59Z', 'time is over', 'bad'],
    ['2026-11-29T10:00:00Z', 'time is over', 'bad'],
    ['2026-11-29T10:00:59Z', 'less than a minute left', 'bad'],
    ['2026-11-29T10:23:40Z', 'soon: 23 min left', 'warn'],
    ['2026-11-29T11:00:00Z', 'soon: 1 hr left', 'warn'],
    ['2026-11-29T11:00:01Z', '1 hr left', 'none'],
    ['2026-11-29T14:05:30Z', '4 hr 5 min left', 'none'],
    ['2026-12-01T12:00:00Z', '2 days 2 hr left', 'none'],
  ])('until %s is %s', (expiresAt, text, tone) => expect(expiryOf(expiresAt, NOW)).toEqual({ text, tone }));
});
