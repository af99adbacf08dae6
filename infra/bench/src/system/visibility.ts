import type { RunningSystem } from '../servers/running-system.js';

const GIVE_UP_AFTER_MS = 60_000;

/**
 * Watches from outside when an order's booking is committed in the journal and in the audit chain, by looking at both
 * tables every few ms. The times are those of the look that first saw it: late by up to one interval, never early.
 */
export function visibility(system: RunningSystem, everyMs: number) {
  const inJournal = new Map<string, number>();
  const inChain = new Map<string, number>();
  let position: string | undefined;
  let watching = true;

  async function look(): Promise<void> {
    const journal = await system.admin.query<{ order_id: string }>(
      `SELECT order_id FROM finance.journal_entries WHERE recorded_at > now() - interval '10 seconds'`,
    );
    const now = performance.now();
    for (const { order_id } of journal.rows) if (!inJournal.has(order_id)) inJournal.set(order_id, now);
    position ??= (await system.admin.query<{ position: string }>('SELECT position FROM audit.head')).rows[0]!.position;
    const chain = await system.admin.query<{ position: string; subject: string; stream: string }>(
      'SELECT position, subject, stream FROM audit.chain WHERE position > $1 ORDER BY position',
      [position],
    );
    const then = performance.now();
    for (const { subject, stream } of chain.rows) {
      if (stream === 'FINANCE' && !inChain.has(subject)) inChain.set(subject, then);
    }
    position = chain.rows.at(-1)?.position ?? position;
  }

  const watch = (async () => {
    while (watching) {
      await look();
      await new Promise((resolve) => setTimeout(resolve, everyMs));
    }
  })();

  return {
    /** When each order was in both records (`performance.now()`). Throws when one does not come. */
    async allOf(orderIds: readonly string[]): Promise<Map<string, number>> {
      const end = performance.now() + GIVE_UP_AFTER_MS;
      while (!orderIds.every((id) => inJournal.has(id) && inChain.has(id))) {
        if (performance.now() > end) throw new Error('Some orders never reached both records');
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
      watching = false;
      await watch;
      return new Map(orderIds.map((id) => [id, Math.max(inJournal.get(id)!, inChain.get(id)!)]));
    },
  };
}
