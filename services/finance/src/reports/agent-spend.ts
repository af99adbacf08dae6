import { expenseAccount } from '../journal/expense-account.js';

/** What was spent on or by an agent, a department or a campaign, minor units of one currency. */
export interface AgentSpend {
  readonly advertisingMinor: bigint;
  readonly agentRunsMinor: bigint;
  readonly otherMinor: bigint;
}

export const NOTHING_SPENT: AgentSpend = { advertisingMinor: 0n, agentRunsMinor: 0n, otherMinor: 0n };

/** With one more cost; it belongs where its account does, so that spending agrees with the income statement. */
export function withCost(spend: AgentSpend, category: string, amountMinor: bigint): AgentSpend {
  const kind = kindOf(category);
  return { ...spend, [kind]: spend[kind] + amountMinor };
}

/** All of them together. */
export function sumOfSpends(spends: readonly AgentSpend[]): AgentSpend {
  return spends.reduce(
    (sum, one) => ({
      advertisingMinor: sum.advertisingMinor + one.advertisingMinor,
      agentRunsMinor: sum.agentRunsMinor + one.agentRunsMinor,
      otherMinor: sum.otherMinor + one.otherMinor,
    }),
    NOTHING_SPENT,
  );
}

export function totalSpend({ advertisingMinor, agentRunsMinor, otherMinor }: AgentSpend): bigint {
  return advertisingMinor + agentRunsMinor + otherMinor;
}

function kindOf(category: string): keyof AgentSpend {
  const account = expenseAccount(category);
  if (account === 'expense:advertising') return 'advertisingMinor';
  return account === 'expense:agent-runs' ? 'agentRunsMinor' : 'otherMinor';
}
