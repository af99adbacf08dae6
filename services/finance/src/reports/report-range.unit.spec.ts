import { Problem } from '@vividwalls/platform';
import { addDays } from './calendar-day.js';
import { MAX_DAYS, MAX_PERIODS, reportPeriods, reportRange, type RangeAsked } from './report-range.js';

const TODAY = '2026-11-24';
const range = (asked: RangeAsked) => reportRange(asked, TODAY, (to) => addDays(to, -29));

const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof Problem) return { status: error.getStatus(), ...error.extensions };
    throw error;
  }
  return undefined;
};

describe('the range of a report', () => {
  it('ends today and begins by its report’s own rule unless days are given', () => {
    expect(range({})).toEqual({ from: '2026-10-26', to: TODAY });
    expect(range({ to: '2026-03-31' })).toEqual({ from: '2026-03-02', to: '2026-03-31' });
    expect(range({ from: '2026-11-24', to: '2026-11-24' })).toEqual({ from: TODAY, to: TODAY });
    expect(range({ currency: 'JPY' })).toBeDefined();
  });

  it.each<[RangeAsked, string, string]>([
    [{ from: '2026-12-01', to: '2026-11-30' }, '/from', 'must not be after to (2026-11-30)'],
    [{ from: '2026-11-25' }, '/from', 'must not be after today (2026-11-24)'],
    [{ from: '2026-02-30' }, '/from', 'must be a day such as 2026-11-24'],
    [{ to: 'today' }, '/to', 'must be a day such as 2026-11-24'],
    [{ from: '1999-12-31' }, '/from', 'must lie between 2000-01-01 and 2099-12-31'],
    [{ to: '2100-01-01' }, '/to', 'must lie between 2000-01-01 and 2099-12-31'],
    [{ from: '2010-01-01' }, '/from', `must be at most ${MAX_DAYS} days before to`],
    [{ currency: 'usd' }, '/currency', 'must be an ISO 4217 code in capitals, such as USD'],
    [{ currency: 'XYZ' }, '/currency', 'must be an ISO 4217 code in capitals, such as USD'],
  ])('refuses %j', (asked, pointer, message) =>
    expect(refusal(() => range(asked))).toEqual({ status: 422, errors: [{ pointer, message }] }),
  );

  it('has a bounded number of rows', () => {
    const years = { from: '2022-01-01', to: '2025-12-31' };
    expect(reportPeriods(years, 'month')).toHaveLength(48);
    expect(refusal(() => reportPeriods(years, 'day'))).toMatchObject({ status: 422, errors: [{ pointer: '/by' }] });
    expect(reportPeriods({ from: '2022-01-01', to: addDays('2022-01-01', MAX_PERIODS - 1) }, 'day')).toHaveLength(
      MAX_PERIODS,
    );
  });
});
