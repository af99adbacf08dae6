import type {
  CommissionBeneficiary,
  CommissionPlan,
  CommissionPlanVersion,
  OrderCommission,
} from '@vividwalls/contracts';
import { amount } from '../amounts.js';
import type { Action } from '../command.js';
import { columns } from '../output.js';

const PAGE_SIZE = 200;

export interface CommissionsOptions {
  readonly limit: number;
  readonly order?: string;
  readonly beneficiary?: string;
  readonly state?: string;
  readonly period?: string;
}

/** `agent:sales-director`, as commands and addresses name them. */
export const named = ({ kind, id }: CommissionBeneficiary): string => `${kind}:${id}`;

/** What orders bring under commission plans, newest first. */
export const commissions: Action<CommissionsOptions> = async ({ api, output }, { limit, order, ...filter }) => {
  const query = { ...filter, orderId: order };
  const items = await api.list<OrderCommission>('/api/finance/commissions', query, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No commissions. Orders bring them once a plan covers who is credited with them.';
    return output.table(
      columns(
        ['order', 'placed', 'beneficiary', 'plan', 'period', 'state', 'release'],
        ['credited', 'commission', 'on hold', ''],
      ),
      items.map((one) => [
        ...[one.orderName ?? one.orderId, one.placedOn, named(one.beneficiary), one.plan.name, one.period, one.state],
        ...[one.releaseOn, amount(one.baseMinor, one.currency), amount(one.commissionMinor, one.currency)],
        ...[amount(one.heldMinor, one.currency), one.currency],
      ]),
    );
  });
};

/** Commission plans, newest first, with their newest terms. */
export const commissionPlans: Action<{ limit: number; beneficiary?: string }> = async (
  { api, output },
  { limit, beneficiary },
) => {
  const path = '/api/finance/commissions/plans';
  const items = await api.list<CommissionPlan>(path, { beneficiary }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No commission plans.';
    const titles = ['beneficiary', 'plan', 'valid', 'version', 'rate', 'cap', 'floor', 'per', 'hold', 'paid to', 'id'];
    return output.table(columns(titles, []), items.map(planRow));
  });
};

function planRow({ id, beneficiary, name, currency, period, validFrom, validTo, versions }: CommissionPlan): string[] {
  const newest = versions.at(-1)!;
  const { capMinor, floorMinor, holdDays, split, version } = newest;
  const money = (minor: string) => `${amount(minor, currency)} ${currency}`;
  const payees = split.map((payee) => `${named(payee)} ${percent(payee.sharePpm)}`);
  return [
    ...[
      named(beneficiary),
      name,
      `${validFrom} – ${validTo ?? ''}`.trim(),
      String(version),
      rateText(newest, currency),
    ],
    ...[
      capMinor === null ? '' : money(capMinor),
      floorMinor === '0' ? '' : money(floorMinor),
      period,
      `${holdDays} days`,
    ],
    ...[payees.join(', '), id],
  ];
}

/** `10 %`, or `8 %, 12 % from 10000.00`; on the whole where a tier's rate is for all revenue. */
function rateText({ ratePpm, tiers }: CommissionPlanVersion, currency: string): string {
  if (!tiers) return percent(ratePpm ?? 0);
  const steps = tiers.steps.map((step) => {
    const from = step.fromMinor === '0' ? '' : ` from ${amount(step.fromMinor, currency)}`;
    return `${percent(step.ratePpm)}${from}`;
  });
  return `${steps.join(', ')}${tiers.mode === 'whole' ? ', on the whole' : ''}`;
}

/** Parts per million as a percentage, to the last digit: 100000 → `10 %`, 125 → `0.0125 %`. */
export function percent(ppm: number): string {
  const digits = String(ppm).padStart(5, '0');
  const fraction = digits.slice(-4).replace(/0+$/, '');
  return `${digits.slice(0, -4)}${fraction === '' ? '' : `.${fraction}`} %`;
}
