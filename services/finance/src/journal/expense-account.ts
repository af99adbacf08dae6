import type { AccountCode } from './accounts.js';

type ExpenseAccount = Extract<AccountCode, `expense:${string}`>;

/** Words by which agents, providers and budgets name what was paid for. */
const BY_CATEGORY: Readonly<Record<string, ExpenseAccount>> = {
  advertising: 'expense:advertising',
  ads: 'expense:advertising',
  ad_spend: 'expense:advertising',
  llm: 'expense:agent-runs',
  model: 'expense:agent-runs',
  agent_run: 'expense:agent-runs',
  agent_runs: 'expense:agent-runs',
  tools: 'expense:agent-runs',
  tokens: 'expense:agent-runs',
  printing: 'expense:cost-of-goods',
  shipping: 'expense:shipping',
  postage: 'expense:shipping',
  subscription: 'expense:subscriptions',
  subscriptions: 'expense:subscriptions',
  software: 'expense:subscriptions',
};

/** The account of a cost by its category; case, spaces and hyphens do not matter. What nobody knows is `expense:other`. */
export function expenseAccount(category: string): ExpenseAccount {
  const word = category
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
  return Object.hasOwn(BY_CATEGORY, word) ? BY_CATEGORY[word]! : 'expense:other';
}
