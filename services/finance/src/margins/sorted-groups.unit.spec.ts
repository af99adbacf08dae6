import fc from 'fast-check';
import type { MarginRow } from '@vividwalls/contracts';
import { marginRow } from './margin-row.js';
import { pageOfGroups, type GroupSort } from './sorted-groups.js';

const row = (key: string | null, netRevenueMinor: bigint, unknownOrders = 0): MarginRow =>
  marginRow(
    { key, name: null },
    {
      ...{
        currency: 'USD',
        orders: 1,
        units: null,
        costOfGoodsMinor: 0n,
        processorFeesMinor: 0n,
        commissionsMinor: 0n,
      },
      ...{ netRevenueMinor, unknownOrders },
    },
  );

const keys = (rows: readonly MarginRow[]) => rows.map(({ key }) => key);

describe('groups', () => {
  const rows = [row('a', 5n), row('b', -3n), row('c', 9n, 1), row(null, 5n)];

  it.each<[GroupSort, (string | null)[]]>([
    ['net', ['c', 'a', null, 'b']],
    ['-net', ['b', 'a', null, 'c']],
    ['margin', ['a', null, 'b', 'c']],
    ['-margin', ['b', 'a', null, 'c']],
    ['key', ['a', 'b', 'c', null]],
  ])('by %s are %j', (sort, expected) => expect(keys(pageOfGroups(rows, sort, undefined, 10).items)).toEqual(expected));

  it('are on one page each, whatever the size of pages', () => {
    const some = fc.uniqueArray(
      fc.record({ key: fc.string(), net: fc.bigInt({ min: -3n, max: 3n }), unknown: fc.boolean() }),
      {
        selector: ({ key }) => key,
        maxLength: 20,
      },
    );
    const sorts = fc.constantFrom<GroupSort>('net', '-net', 'margin', '-margin', 'key');
    fc.assert(
      fc.property(some, sorts, fc.integer({ min: 1, max: 7 }), (given, sort, limit) => {
        const all = given.map(({ key, net, unknown }) => row(key, net, unknown ? 1 : 0));
        const read: MarginRow[] = [];
        let cursor: string | undefined;
        do {
          const page = pageOfGroups(all, sort, cursor, limit);
          read.push(...page.items);
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(keys(read)).toEqual(keys(pageOfGroups(all, sort, undefined, 1_000).items));
        expect(read).toHaveLength(all.length);
      }),
    );
  });
});
