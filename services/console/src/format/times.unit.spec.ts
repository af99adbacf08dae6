import { withDays } from './times';

describe('days within words of the API', () => {
  it('are written as the reader writes them', () =>
    expect(withDays('Nothing is booked in the real book from 2026-01-01 to 2026-11-24.')).toBe(
      'Nothing is booked in the real book from Jan 1, 2026 to Nov 24, 2026.',
    ));

  it.each(['at 2026-11-29T10:00:00.000Z', 'API version 2026-10', 'entry 2026-11-290', 'no day'])(
    'are not seen in %s',
    (text) => expect(withDays(text)).toBe(text),
  );
});
