import type { CommissionPayment } from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { columns } from '../output.js';
import { named } from './commissions.js';

const PAGE_SIZE = 200;

/** Payments of statements, those that wait for people too; newest first. */
export const payments: Action<{ limit: number; state?: string }> = async ({ api, output }, { limit, state }) => {
  const items = await api.list<CommissionPayment>('/api/finance/commissions/payments', { state }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No payments of commissions.';
    return output.table(
      columns(
        ['id', 'asked', 'state', 'beneficiary', 'period', 'by', 'reference', 'decided by', 'why'],
        ['amount', ''],
      ),
      items.map((one) => [
        ...[one.id, one.requestedAt, one.state, named(one.beneficiary), one.period, one.requestedBy],
        ...[one.reference ?? '', one.decidedBy ?? '', one.decisionReason ?? one.approval?.reason ?? ''],
        ...[amount(one.amountMinor, one.currency), one.currency],
      ]),
    );
  });
};
