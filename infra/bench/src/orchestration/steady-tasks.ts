import type pg from 'pg';
import type { Ask } from './orchestration-api.js';
import { ORDERS } from './print-sheets.js';
import { enqueue, type Work } from './queued-tasks.js';

const EVERY_MS = 50;
const LEADS_EACH = 10;
const ORDERS_EACH = 1;

/** Leads and orders. Each order is one more task, its print sheet; in shadow there are the proposals beside. */
export const TASKS_PER_SECOND = ((LEADS_EACH + ORDERS_EACH) * 1_000) / EVERY_MS;

/** What keys begin with. */
export const LEADS = 'lead';
export const ORDERS_WITH_RULE = 'order';

const TEXT = 'Our hotel needs twelve prints for its lobby';

/** Work of the hospitality persona, by the rules that the shop begins with. */
const LEAD: Work = {
  capability: 'sales.qualify-lead',
  input: { enquiry: TEXT, company: 'Grand Hotel' },
  context: { text: TEXT, customerType: 'hospitality', customerId: '#' },
};

/** Lets a persona that has a legacy agent triage orders; else the agent does it in its own role, which replaces nobody. */
export async function triageAsShopifyAgent(ask: Ask): Promise<void> {
  const who = { agentId: 'orders-fulfillment-agent', personaId: 'shopify-agent' };
  await ask('POST', 'persona-rules', {
    ...{ id: 'bench-orders', name: 'orders of the bench', source: 'bench', capability: 'order.triage' },
    ...{ when: 'channel == "bench"', ...who, weight: 1, priority: 10 },
  });
  await ask('POST', 'persona-rules/bench-orders/live');
}

const ORDER: Work = { ...ORDERS[0]!, context: { channel: 'bench', orderId: '#' } };

/** Tasks that come at a steady pace until they are told to stop, however long the last ones took. */
export class SteadyTasks {
  private readonly began = performance.now();
  private rounds = 0;
  private isStopping = false;
  private readonly coming: Promise<void>;

  private constructor(private readonly pool: pg.Pool) {
    this.coming = this.come();
    // Heard of when it is stopped.
    this.coming.catch(() => undefined);
  }

  static start(pool: pg.Pool): SteadyTasks {
    return new SteadyTasks(pool);
  }

  /** @returns how many came */
  async stop(): Promise<{ readonly leads: number; readonly orders: number }> {
    this.isStopping = true;
    await this.coming;
    return { leads: this.rounds * LEADS_EACH, orders: this.rounds * ORDERS_EACH };
  }

  private async come(): Promise<void> {
    while (!this.isStopping) {
      await enqueue(this.pool, `${LEADS}-${this.rounds}`, LEADS_EACH, [LEAD]);
      await enqueue(this.pool, `${ORDERS_WITH_RULE}-${this.rounds}`, ORDERS_EACH, [ORDER]);
      this.rounds += 1;
      const aheadMs = this.began + this.rounds * EVERY_MS - performance.now();
      if (aheadMs > 0) await new Promise((resolve) => setTimeout(resolve, aheadMs));
    }
  }
}
