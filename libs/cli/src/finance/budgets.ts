import type { Budget, BudgetMovement } from '@vividwalls/contracts';
import type { Action } from '../command.js';
import { unitAmount } from './unit-amount.js';

const PAGE_SIZE = 200;

export interface BudgetsOptions {
  readonly limit: number;
  readonly department?: string;
  readonly category?: string;
  readonly agent?: string;
  readonly on?: string;
}

const right = (title: string) => ({ title, align: 'right' as const });

/** Budgets with what is spent, held and left, newest first. */
export const budgets: Action<BudgetsOptions> = async ({ api, output }, { limit, agent, ...filter }) => {
  const items = await api.list<Budget>('/api/finance/budgets', { ...filter, agentId: agent }, limit, PAGE_SIZE);
  output.result({ items }, () => {
    if (items.length === 0) return 'No budgets.';
    const columns = [
      ...[{ title: 'id' }, { title: 'for' }, { title: 'period' }, { title: 'limit' }, right('allocated')],
      ...[right('spent'), right('held'), right('left'), { title: '' }, { title: 'overrun' }],
    ];
    const rows = items.map((one) => [
      ...[one.id, scopeText(one), periodText(one), one.limit],
      ...[one.allocatedMinor, one.spentMinor, one.reservedMinor, one.remainingMinor].map((minor) =>
        unitAmount(minor, one.unit),
      ),
      ...[one.unit, one.burnRate?.overrunOn ?? ''],
    ]);
    return output.table(columns, rows);
  });
};

/** One budget and what moved it, newest first. */
export const budget: Action<{ limit: number }> = async ({ api, output }, { limit }, [id]) => {
  const path = `/api/finance/budgets/${encodeURIComponent(id!)}`;
  const found = await api.get<Budget>(path);
  const history = await api.list<BudgetMovement>(`${path}/history`, {}, limit, PAGE_SIZE);
  output.result({ ...found, history }, () => {
    const text = (minor: string) => unitAmount(minor, found.unit);
    const rate = found.burnRate;
    const lead = [
      `${scopeText(found)}, ${periodText(found)}, ${found.limit} limit, ${found.unit}`,
      `allocated ${text(found.allocatedMinor)}, spent ${text(found.spentMinor)}, held ${text(found.reservedMinor)}, ` +
        `left ${text(found.remainingMinor)}`,
      rate
        ? `${text(rate.perDayMinor)} a day, ${text(rate.projectedMinor)} at the end` +
          (rate.overrunOn ? output.paint.red(`; OVERSPENT ON ${rate.overrunOn}`) : '')
        : 'Not begun yet.',
    ];
    const columns = [
      ...[
        { title: 'seq' },
        { title: 'recorded' },
        { title: 'kind' },
        right('allocated'),
        right('held'),
        right('spent'),
      ],
      ...[{ title: 'by' }, { title: 'reference' }, { title: 'reason' }],
    ];
    const rows = history.map((one) => [
      ...[String(one.seq), one.recordedAt, one.kind],
      ...[one.allocatedMinor, one.reservedMinor, one.spentMinor].map((minor) => (minor === '0' ? '' : text(minor))),
      ...[one.actor, one.reference ?? '', one.reason ?? ''],
    ]);
    return [...lead, ...(rows.length > 0 ? [output.table(columns, rows)] : [])].join('\n');
  });
};

function scopeText({ department, category, agentId }: Budget): string {
  return [department, category ?? [], agentId === undefined ? [] : `agent ${agentId}`].flat().join(', ');
}

const periodText = ({ periodStart, periodEnd }: Budget): string =>
  periodStart === periodEnd ? periodStart : `${periodStart}…${periodEnd}`;
