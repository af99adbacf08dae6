import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE, PageQuery, toPage } from './page.js';

const limitOf = (limit?: string) => {
  const query = plainToInstance(PageQuery, { ...(limit !== undefined && { limit }) }, { exposeDefaultValues: true });
  return validateSync(query).length === 0 ? query.limit : 'refused';
};

describe('a page', () => {
  it.each([
    [undefined, DEFAULT_PAGE_SIZE],
    ['1', 1],
    ['999999', MAX_PAGE_SIZE],
    ['0', 'refused'],
    ['-5', 'refused'],
    ['2.5', 'refused'],
    ['many', 'refused'],
  ])('asked for with limit %j has %j', (limit, size) => expect(limitOf(limit)).toBe(size));

  it('has a cursor only when there is more', () => {
    const rows = [3, 2, 1];
    expect(toPage(rows, 3, String)).toEqual({ items: [3, 2, 1] });
    expect(toPage(rows, 2, String)).toEqual({ items: [3, 2], nextCursor: '2' });
    expect(toPage([], 2, String)).toEqual({ items: [] });
  });
});
