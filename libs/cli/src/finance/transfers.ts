import type { Budget, BudgetTransfer } from '@vividwalls/contracts';
import { keyed } from '../api/keyed.js';
import type { Action } from '../command.js';
import { shown } from '../terminal.js';
import { parsedAmount, unitAmount } from './unit-amount.js';

const PATH = '/api/finance/budgets/transfers';
const PAGE_SIZE = 200;

/** Transfers between budgets, newest first. */
export const transfers: Action<{ limit: number; state?: string }> = async ({ api, output }, { limit, state }) => {
  const items = await api.list<BudgetTransfer>(PATH, { state }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No transfers.';
    const columns = ['id', 'asked', 'state', 'amount', '', 'from', 'to', 'by', 'reason', 'decided by', 'why'];
    return output.table(
      columns.map((title) => (title === 'amount' ? { title, align: 'right' as const } : { title })),
      items.map((one) => [
        ...[one.id, one.requestedAt, one.state, unitAmount(one.amountMinor, one.unit), one.unit],
        ...[one.fromBudgetId, one.toBudgetId, one.requestedBy, one.reason, one.decidedBy ?? ''],
        one.decisionReason ?? one.approval?.reason ?? '',
      ]),
    );
  });
};

/** Asks for money to be moved; people decide on it in governance. */
export const askTransfer: Action<{ reason: string }> = async ({ api, output }, { reason }, [from, to, amount]) => {
  const { unit } = await api.get<Budget>(`/api/finance/budgets/${encodeURIComponent(from!)}`);
  const wanted = { fromBudgetId: from, toBudgetId: to, amountMinor: parsedAmount(amount!, unit), reason };
  const transfer = await api.post<BudgetTransfer>(PATH, wanted, keyed());
  output.result(
    transfer,
    () => `${transferText(transfer)}\nSomebody else decides on it: vw approvals list --act budget.transfer`,
  );
};

function transferText({ id, state, amountMinor, unit, fromBudgetId, toBudgetId }: BudgetTransfer): string {
  return shown(
    `Transfer ${id} is ${state}: ${unitAmount(amountMinor, unit)} ${unit} from ${fromBudgetId} to ${toBudgetId}`,
  );
}
