import { eventually } from '@vividwalls/testing';
import { findTrialBalance } from '../ledger/trial-balance.queries.js';
import { createFinanceDatabase } from '../testing/finance-database.js';
import { orderEvent, refundEvent } from '../testing/order-events.js';
import { RunningFinance } from '../testing/running-finance.js';
import * as given from './testing/snapshots.js';

const ORDERS = 80;
/** Small, so that four of them want the same orders at once. */
const BATCHES = { VW_MAX_BATCH: '40', VW_BATCHES_AT_ONCE: '4' };

/** News of the same orders from one end, from the other, and twice under other ids: pending, paid, refunded. */
function news() {
  const ids = Array.from({ length: ORDERS }, (_, i) => `o${i}`);
  const pending = ids.map((orderId) => orderEvent(given.order({ orderId, financialStatus: 'pending' })));
  const later = { updatedAt: '2026-03-07T00:00:00Z' };
  const paid = () => ids.map((orderId) => orderEvent(given.order({ orderId, ...later })));
  const refunds = () =>
    ids
      .filter((_, i) => i % 2 === 0)
      .map((orderId) => {
        const transactions = [given.transaction({ transactionId: `t${orderId}` })];
        return refundEvent(given.refund({ refundId: `r${orderId}`, orderId, transactions }));
      });
  return [...refunds().reverse(), ...paid(), ...paid().reverse(), ...pending, ...refunds()];
}

describe('several batches of orders at once', () => {
  it('end in the same books as one event after the other', async () => {
    const alone = await createFinanceDatabase('orders_alone');
    const finance = await RunningFinance.start('orders-at-once', { env: BATCHES });
    try {
      for (const event of news()) await alone.book(event);
      const published = news();
      for (const event of published) finance.publish(event);
      const handled = async () => {
        const ids = published.map(({ id }) => id);
        const inbox = 'SELECT count(*)::int AS n FROM inbox WHERE event_id = ANY ($1::text[])';
        return (await finance.database.dataSource.query<{ n: number }[]>(inbox, [ids]))[0]!.n;
      };
      // The service's own events are in the inbox as well: these only.
      await eventually(async () => expect(await handled()).toBe(published.length), { timeoutMs: 60_000 });
      const [together, oneByOne] = [
        await findTrialBalance(finance.database.dataSource, 'real'),
        await findTrialBalance(alone.dataSource, 'real'),
      ];
      const balances = ({ USD }: typeof together) =>
        Object.fromEntries(USD!.accounts.filter((a) => a.balanceMinor !== '0').map((a) => [a.account, a.balanceMinor]));
      expect(Object.keys(balances(together)).length).toBeGreaterThan(1);
      expect(balances(together)).toEqual(balances(oneByOne));
      const entries = await finance.database.dataSource.query<{ cause: string; n: number }[]>(
        `SELECT left(cause, 6) AS cause, count(*)::int AS n FROM journal_entries WHERE kind IN ('sale', 'refund') GROUP BY 1`,
      );
      expect(Object.fromEntries(entries.map(({ cause, n }) => [cause, n]))).toEqual({
        sale: ORDERS,
        refund: ORDERS / 2,
      });
    } finally {
      await finance.stop();
      await alone.drop();
    }
  }, 120_000);
});
