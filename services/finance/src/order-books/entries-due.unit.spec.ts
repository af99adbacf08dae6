import { factsOfOrder } from './facts-of-order.js';
import { asLines, PaperBooks } from './testing/paper-books.js';
import { order, REAL, TEST } from './testing/snapshots.js';

const later = (seconds: number) => ({ updatedAt: `2026-03-01T16:00:${String(seconds).padStart(2, '0')}Z` });

describe('entries due', () => {
  it('are one sale for a paid order, however often and by whichever topic it is told', () => {
    const books = new PaperBooks();
    const told = () => factsOfOrder(order(), REAL);
    expect(books.learn(told(), told()).map((e) => [e.kind, e.seq, e.occurredAt])).toEqual([
      ['sale', 1, '2026-03-01T15:00:00.000Z'],
    ]);
    expect([...books.learn(told()), ...books.learn(factsOfOrder(order(later(1)), REAL))]).toEqual([]);
  });

  it('are an edit when the order changes afterwards', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(), REAL));
    const totals = { linesMinor: '24900', totalMinor: '24900', outstandingMinor: '5000' };
    const [edit] = books.learn(factsOfOrder(order({ ...later(1), financialStatus: 'partially_paid', totals }), REAL));
    expect([edit?.kind, edit?.seq]).toEqual(['edit', 2]);
    expect(asLines(edit)).toEqual(['asset:accounts-receivable 5000', 'income:sales -5000']);
    const [payment] = books.learn(factsOfOrder(order({ ...later(2), totals }), REAL));
    expect([payment?.kind, payment?.seq]).toEqual(['payment', 3]);
    expect(asLines(payment)).toEqual(['asset:payments-clearing 5000', 'asset:accounts-receivable -5000']);
  });

  it('ignore what an older snapshot says', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(later(2)), REAL));
    const stale = { linesMinor: '100', totalMinor: '100' };
    expect(books.learn(factsOfOrder(order({ ...later(1), financialStatus: 'pending', totals: stale }), REAL))).toEqual(
      [],
    );
  });

  it('believe the higher version of one second, once the order has come as far in both', () => {
    const totals = { linesMinor: '24900', totalMinor: '24900' };
    const facts = [
      factsOfOrder(order(), { test: false, version: 1 }),
      factsOfOrder(order({ totals }), { test: false, version: 2 }),
    ];
    for (const learned of [facts, facts.toReversed()]) {
      const books = new PaperBooks();
      for (const fact of learned) books.learn(fact);
      expect(books.balance('income:sales')).toBe(-24900n);
    }
  });

  it('move a booked order to the test book and back', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(), REAL));
    const away = books.learn(factsOfOrder(order(later(1)), TEST));
    expect(away.map((e) => [e.book, e.kind, e.seq])).toEqual([
      ['real', 'correction', 2],
      ['test', 'correction', 1],
    ]);
    const back = books.learn(factsOfOrder(order(later(2)), REAL));
    expect(back.map((e) => [e.book, e.kind, e.seq])).toEqual([
      ['test', 'correction', 2],
      ['real', 'correction', 3],
    ]);
    expect(books.balances()).toEqual({ 'real asset:payments-clearing USD': 19900n, 'real income:sales USD': -19900n });
  });

  it('never mix currencies in an entry', () => {
    const books = new PaperBooks();
    books.learn(factsOfOrder(order(), REAL));
    const entries = books.learn(factsOfOrder(order({ ...later(1), currency: 'EUR' }), REAL));
    expect(entries.map((e) => [e.currency, e.seq, asLines(e)])).toEqual([
      ['EUR', 2, ['asset:payments-clearing 19900', 'income:sales -19900']],
      ['USD', 3, ['income:sales 19900', 'asset:payments-clearing -19900']],
    ]);
  });
});
