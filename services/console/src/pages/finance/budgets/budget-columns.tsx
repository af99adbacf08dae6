import type { ReactNode } from 'react';
import type { components } from '../../../api/openapi';
import { formatCalendar } from '../../../format/times';
import { plural } from '../../../format/words';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import type { Column } from '../../../ui/data-table';
import { cx } from '../../../ui/class-names';
import { AgentLink } from '../../../ui/place-links';
import { useAgentNames } from '../../../app/agent-names';
import { Amount } from './amount';
import { scopeWords, standingOf, usedWords, type Budget } from './budget-words';

/** @param onAllocate undefined where it would be refused */
export function budgetColumns(onAllocate: ((budget: Budget) => void) | undefined): Column<Budget>[] {
  const amount = (id: 'allocatedMinor' | 'spentMinor' | 'reservedMinor' | 'remainingMinor', header: string) => ({
    ...{ id, header, align: 'right' as const, isSecondary: id === 'reservedMinor' || id === 'spentMinor' },
    sortBy: ({ [id]: minor }: Budget) => BigInt(minor),
    cell: ({ [id]: minor, unit }: Budget) => <Amount minor={minor} unit={unit} />,
  });
  return [
    {
      ...{ id: 'scope', header: 'Whose', isWide: true },
      sortBy: (budget) => `${scopeWords(budget)} ${budget.agentId ?? ''}`,
      cell: (budget) => <Whose budget={budget} />,
    },
    {
      ...{ id: 'state', header: 'State' },
      sortBy: (budget) => standingOf(budget).word,
      cell: (budget) => {
        const { tone, word } = standingOf(budget);
        return <Badge tone={tone}>{word}</Badge>;
      },
    },
    amount('allocatedMinor', 'Allocated'),
    amount('spentMinor', 'Spent'),
    amount('reservedMinor', 'Encumbered'),
    amount('remainingMinor', 'Left'),
    {
      ...{ id: 'used', header: 'Used', align: 'right', isSecondary: true },
      sortBy: ({ usedPercent }) => usedPercent,
      cell: (budget) =>
        budget.usedPercent === null ? '–' : <Used percent={budget.usedPercent} words={usedWords(budget)} />,
    },
    {
      ...{ id: 'burn', header: 'Burn and forecast', align: 'right', isSecondary: true },
      cell: (budget) => <Forecast budget={budget} />,
    },
    ...(onAllocate
      ? [
          {
            ...{ id: 'do', header: '', align: 'right' as const },
            cell: (budget: Budget) => (
              <Button isSmall look="quiet" onClick={() => onAllocate(budget)}>
                Allocate
              </Button>
            ),
          },
        ]
      : []),
  ];
}

/** The last row: all that match, by unit. */
export function budgetTotals(
  totals: readonly components['schemas']['BudgetTotalsView'][],
): Record<string, ReactNode>[] {
  return totals.map(({ unit, budgets, ...sums }) => ({
    scope: `All together: ${plural(budgets, 'budget')}`,
    allocatedMinor: <Amount minor={sums.allocatedMinor} unit={unit} />,
    spentMinor: <Amount minor={sums.spentMinor} unit={unit} />,
    reservedMinor: <Amount minor={sums.reservedMinor} unit={unit} />,
    remainingMinor: <Amount minor={sums.remainingMinor} unit={unit} />,
    used: usedWords(sums),
  }));
}

function Whose({ budget }: { readonly budget: Budget }) {
  const nameOf = useAgentNames();
  const { agentId, periodStart, periodEnd, limit, plan } = budget;
  return (
    <>
      {agentId ? <AgentLink id={agentId}>{nameOf(agentId)}</AgentLink> : scopeWords(budget)}
      <span className="block truncate text-xs text-ink-3">
        {agentId && `${scopeWords(budget)} · `}
        {formatCalendar(periodStart)} – {formatCalendar(periodEnd)} ·{' '}
        {limit === 'hard' ? 'hard limit' : 'asks beyond it'}
        {plan && ` · plan ${plan}`}
      </span>
    </>
  );
}

const Used = ({ percent, words }: { readonly percent: number; readonly words: string }) => (
  <span className="inline-flex items-center gap-2">
    <span aria-hidden className="h-1.5 w-14 overflow-hidden rounded-full bg-sunken">
      <span
        className={cx('block h-full', percent >= 100 ? 'bg-bad' : 'bg-series-1')}
        style={{ width: `${Math.min(100, percent)}%` }}
      />
    </span>
    {words}
  </span>
);

function Forecast({ budget: { burnRate, unit } }: { readonly budget: Budget }) {
  if (burnRate === null) return <span className="text-ink-3">not begun</span>;
  const { perDayMinor, projectedMinor, overrunOn } = burnRate;
  return (
    <>
      <Amount minor={perDayMinor} unit={unit} /> a day
      <span className={cx('block text-xs', overrunOn ? 'text-warn' : 'text-ink-3')}>
        {overrunOn ? (
          <>used up on {formatCalendar(overrunOn)}</>
        ) : (
          <>
            <Amount minor={projectedMinor} unit={unit} /> by its end
          </>
        )}
      </span>
    </>
  );
}
