import { amount } from '../amounts.js';
import type { Action } from '../command.js';

const PAGE_SIZE = 200;

interface Cost {
  readonly agentId: string | null;
  readonly category: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly description: string;
  readonly occurredAt: string;
}

export interface CostsOptions {
  readonly limit: number;
  readonly agent?: string;
  readonly category?: string;
  readonly from?: string;
  readonly to?: string;
  readonly book?: string;
}

/** What the shop's work cost, newest first. */
export const costs: Action<CostsOptions> = async ({ api, output }, { limit, agent, ...filter }) => {
  const items = await api.list<Cost>('/api/finance/costs', { ...filter, agentId: agent }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No costs are known.';
    const columns = ['occurred', 'agent', 'category', 'amount', '', 'for'];
    return output.table(
      columns.map((title) => (title === 'amount' ? { title, align: 'right' as const } : { title })),
      items.map(({ occurredAt, agentId, category, amountMinor, currency, description }) => [
        ...[occurredAt, agentId ?? '', category, amount(amountMinor, currency), currency, description],
      ]),
    );
  });
};

interface PrintCost {
  readonly size: string;
  readonly format: string;
  readonly currency: string;
  readonly costMinor: string;
  readonly effectiveFrom: string;
  readonly source: string;
  readonly inForce: boolean;
}

/** What prints cost, and since when. */
export const printCosts: Action<{ all?: boolean }> = async ({ api, output }, { all = false }) => {
  const { items } = await api.get<{ items: readonly PrintCost[] }>('/api/finance/costs/prints');
  const shown = all ? items : items.filter(({ inForce }) => inForce);
  output.result({ items: shown }, () => {
    if (shown.length === 0) return 'No print cost is known: the cost of goods of every order is unknown.';
    const columns = ['size', 'format', 'cost', '', 'since', 'source'];
    return output.table(
      columns.map((title) => (title === 'cost' ? { title, align: 'right' as const } : { title })),
      shown.map((one) => [
        ...[one.size, one.format, amount(one.costMinor, one.currency), one.currency, one.effectiveFrom, one.source],
      ]),
    );
  });
};
