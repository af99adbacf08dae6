import { attributionSearch } from '../finance/attribution/attribution-search';
import { marginsSearch } from '../finance/margins/margins-search';
import { pnlSearch } from '../finance/pnl/pnl-search';
import { revenueSearch } from '../finance/revenue/revenue-search';
import { readTasksSearch } from '../tasks/tasks-search';
import { placeOfFigure } from './figure-links';
import { FIGURES_SHOWN } from './figures-shown';

const DAYS = { firstDay: '2026-11-01', lastDay: '2026-11-29' };

/** What each page reads of its address. */
const READS: Readonly<Record<string, (raw: Record<string, unknown>) => object>> = {
  '/finance': pnlSearch,
  '/finance/revenue': revenueSearch,
  '/finance/margins': marginsSearch,
  '/finance/attribution': attributionSearch,
  '/tasks': readTasksSearch,
};

describe('where a tile leads', () => {
  it.each(FIGURES_SHOWN)('is a page that keeps what the address of %s says', (name) => {
    const { to, search } = placeOfFigure(name, DAYS);
    expect(READS[to]!({ ...search })).toMatchObject(search);
  });

  it.each(FIGURES_SHOWN.filter((name) => name !== 'tasks_succeeded_percent'))('is of the days of %s', (name) =>
    expect(placeOfFigure(name, DAYS).search).toMatchObject({ from: '2026-11-01', to: '2026-11-29' }),
  );

  it('is the statement for what only stands there', () =>
    expect(placeOfFigure('gross_margin', DAYS)).toEqual({
      ...{ to: '/finance', search: { from: '2026-11-01', to: '2026-11-29', by: 'total' } },
    }));
});
