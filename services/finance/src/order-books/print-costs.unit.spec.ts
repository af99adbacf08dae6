import type { RefundSnapshot } from '@vividwalls/events';
import { factsOfOrder } from './facts-of-order.js';
import { factsOfRefund } from './facts-of-refund.js';
import { printCosts } from './print-cost-table.js';
import { asLines, PaperBooks, PLAIN_RULES } from './testing/paper-books.js';
import * as given from './testing/snapshots.js';

const COST = { size: '24x36', format: 'canvas roll', currency: 'USD' };
const RULES = {
  ...PLAIN_RULES,
  printCost: printCosts([
    { ...COST, effectiveFrom: '2026-01-01', costMinor: '6375' },
    { ...COST, effectiveFrom: '2026-06-01', costMinor: '7000' },
  ]),
};
const print = (quantity: number, lineId = '1') =>
  given.line({ lineId, variantTitle: '24x36 / Canvas Roll', quantity, unitPriceMinor: '15300' });

function sold(quantity: number, fields: given.OrderFields = {}) {
  const total = String(quantity * 15_300);
  const totals = { linesMinor: total, totalMinor: total };
  const books = new PaperBooks(RULES);
  books.learn(factsOfOrder(given.order({ lines: [print(quantity)], totals, ...fields }), given.REAL));
  return books;
}
function back(quantity: number, restockType: string, returnedMinor?: string): RefundSnapshot {
  return given.refund({
    lines: [
      {
        ...{ refundLineId: '9', lineId: '1', quantity, restockType, taxMinor: '0' },
        subtotalMinor: String(quantity * 15_300),
      },
    ],
    transactions: returnedMinor ? [given.transaction({ amountMinor: returnedMinor })] : [],
  });
}

describe('the cost of goods', () => {
  it('is booked with the sale, at the cost of the day it was placed, as owed to the printer', () => {
    const books = sold(2);
    expect(asLines(books.entries.find(({ kind }) => kind === 'costs'))).toEqual([
      'expense:cost-of-goods 12750',
      'liability:accounts-payable -12750',
    ]);
    expect(books.summary).toMatchObject({ costOfGoodsMinor: 12_750n, missing: [] });
    expect(sold(1, { processedAt: '2026-06-01T00:00:00Z' }).summary!.costOfGoodsMinor).toBe(7_000n);
  });

  it('is not known, which is not zero, when a print has no cost', () => {
    const books = sold(1, { lines: [print(1), given.line({ lineId: '2', variantTitle: '36x48 / Canvas Roll' })] });
    expect(books.summary).toMatchObject({
      costOfGoodsMinor: undefined,
      missing: ['line 2: no print cost of 36x48 canvas roll in USD on 2026-03-01'],
      lines: [{ costMinor: 6_375n }, { costMinor: undefined }],
    });
    // What is known is booked.
    expect(books.balance('expense:cost-of-goods')).toBe(6_375n);
    const [, nothing] = sold(1, { lines: [print(1), given.line({ lineId: '2' })] }).summary!.missing;
    expect(nothing).toBeUndefined();
    expect(sold(1, { lines: [given.line({ lineId: '2' })] }).summary!.missing).toEqual([
      'line 2: its size and format are not told',
    ]);
  });

  it('stays when money is returned for a print that does not come back', () => {
    const books = sold(2);
    books.learn(factsOfRefund(back(1, 'no_restock', '15300'), false));
    expect(books.balance('expense:cost-of-goods')).toBe(12_750n);
  });

  it('becomes stock when the print comes back and can be sold again', () => {
    const books = sold(2);
    books.learn(factsOfRefund(back(1, 'return', '15300'), false));
    expect(books.balance('expense:cost-of-goods')).toBe(6_375n);
    expect(books.balance('asset:inventory')).toBe(6_375n);
    expect(books.balance('liability:accounts-payable')).toBe(-12_750n);
    expect(books.summary!.lines[0]).toMatchObject({ returned: 1, netMinor: 15_300n, costMinor: 6_375n });
  });

  it.each([
    ['cancelled before it was printed', back(1, 'cancel', '15300')],
    ['edited away before it was paid', back(1, 'no_restock')],
  ])('is not due of a line that was %s', (_what, refund) => {
    const books = sold(2);
    books.learn(factsOfRefund(refund, false));
    expect(books.balance('expense:cost-of-goods')).toBe(6_375n);
    expect(books.balance('liability:accounts-payable')).toBe(-6_375n);
  });

  it('is not due of an order that was cancelled before anything was fulfilled', () => {
    const cancelled = { cancelledAt: '2026-03-02T00:00:00Z' };
    expect(sold(1, cancelled).balance('expense:cost-of-goods')).toBe(0n);
    expect(sold(1, { ...cancelled, fulfillmentStatus: 'fulfilled' }).balance('expense:cost-of-goods')).toBe(6_375n);
  });

  it('is none of a gift card', () => {
    const lines = [given.line({ giftCard: true })];
    expect(sold(1, { lines }).summary).toMatchObject({ costOfGoodsMinor: 0n, lines: [], missing: [] });
  });

  it('is adjusted when the cost turns out to be another one', () => {
    const books = sold(1);
    const dearer = new PaperBooks({ ...RULES, printCost: () => 7_500n });
    dearer.entries.push(...books.entries);
    const [entry] = dearer.learn(books.state);
    expect(entry).toMatchObject({ kind: 'costs', seq: 2 });
    expect(asLines(entry)).toEqual(['expense:cost-of-goods 1125', 'liability:accounts-payable -1125']);
  });
});
