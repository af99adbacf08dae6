import { shopTime } from './shop-time.js';

it('keeps New York’s clock through both changes of a year, as the time zone database does', () => {
  const reference = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'America/New_York',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  for (let at = Date.UTC(2025, 11, 30); at < Date.UTC(2028, 1, 1); at += 1_800_000) {
    const text = shopTime(at);
    expect(text.slice(0, 19)).toBe(reference.format(at).replace(' ', 'T'));
    expect(Date.parse(text)).toBe(at);
  }
});
