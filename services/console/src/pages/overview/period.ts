import type { Choice } from '../../ui/field';

export const PERIODS = ['today', 'yesterday', '7d', '30d', 'month', 'quarter', 'year'] as const;
export type Period = (typeof PERIODS)[number];

const LABELS: Readonly<Record<Period, string>> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'Last 7 days',
  '30d': 'Last 30 days',
  month: 'This month',
  quarter: 'This quarter',
  year: 'This year',
};

export const PERIOD_CHOICES: readonly Choice<Period>[] = PERIODS.map((value) => ({ value, label: LABELS[value] }));

/** What a figure of the period is compared with, in words that follow “more than”: the API compares up to the same moment. */
export const COMPARED_WITH: Readonly<Record<Period, string>> = {
  today: 'yesterday at this time',
  yesterday: 'the day before',
  '7d': 'the 7 days before',
  '30d': 'the 30 days before',
  month: 'last month at this point',
  quarter: 'last quarter at this point',
  year: 'last year at this point',
};

export const periodOf = (value: unknown): Period => PERIODS.find((period) => period === value) ?? 'today';
