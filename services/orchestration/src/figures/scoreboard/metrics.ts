export const METRIC_GROUPS = ['technical', 'business', 'quality'] as const;
export type MetricGroup = (typeof METRIC_GROUPS)[number];

export const DIRECTIONS = ['at_most', 'below', 'at_least', 'above'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const METRIC_UNITS = ['count', 'percent', 'ms'] as const;
export type MetricUnit = (typeof METRIC_UNITS)[number];

/** Other services whose facts metrics are made of. */
export type MetricService = 'finance' | 'audit';

/** A success metric of the plan. */
export interface Metric {
  readonly group: MetricGroup;
  readonly title: string;
  readonly unit: MetricUnit;
  /** As the plan says it, and as a number in the metric's unit. */
  readonly target: { readonly text: string; readonly value: number; readonly direction: Direction };
  /** How it is measured, for people; what it would take, where nothing measures it. */
  readonly how: string;
  /** Whose figures it is made of: whoever may not read there does not see it here either. */
  readonly service?: MetricService;
  /** REST path where it can be looked up. */
  readonly source: string | null;
  /** Page of the console. */
  readonly link: string | null;
}

const target = (text: string, direction: Direction, value: number): Metric['target'] => ({ text, direction, value });

/** Every success metric of the plan, in its order. */
export const METRICS = {
  agent_count: {
    ...{ group: 'technical', title: 'Agents', unit: 'count', target: target('48+ → 28 (42 % fewer)', 'at_most', 28) },
    how: 'agents that act now: the active ones of the roster after, and each of before that still acts for a migration',
    ...{ source: '/api/orchestration/consolidation', link: '/agents/consolidation' },
  },
  communication_paths: {
    ...{ group: 'technical', title: 'Communication paths', unit: 'count' },
    target: target('2,304 → 784 (66 % fewer)', 'at_most', 784),
    how: 'directed paths there could be among the agents that act now, n² as the plan counts them',
    ...{ source: '/api/orchestration/consolidation', link: '/agents/consolidation' },
  },
  response_time: {
    ...{
      group: 'technical',
      title: 'Response time',
      unit: 'ms',
      target: target('< 2 s for 95 % of requests', 'below', 2_000),
    },
    how: '95th percentile of answers to requests, over time and all services',
    ...{ source: null, link: '/system' },
  },
  uptime: {
    ...{ group: 'technical', title: 'Uptime', unit: 'percent', target: target('> 99.5 %', 'above', 99.5) },
    how: 'share of time in which every service was ready',
    ...{ source: null, link: '/system' },
  },
  error_rate: {
    ...{ group: 'technical', title: 'Error rate', unit: 'percent', target: target('< 0.1 %', 'below', 0.1) },
    how: 'tasks that failed or ran out of time, of those that ended in the last 30 days; cancelled ones and trials left out',
    ...{ source: '/api/orchestration/tasks?state=failed', link: '/tasks' },
  },
  attribution_accuracy: {
    ...{
      group: 'business',
      title: 'Revenue attribution accuracy',
      unit: 'percent',
      target: target('100 %', 'at_least', 100),
    },
    service: 'finance',
    how: 'paid orders of the last 30 days whose credits sum exactly to their net revenue, to the minor unit',
    ...{ source: '/api/finance/attribution/summary', link: '/finance/attribution' },
  },
  reporting_lag: {
    ...{
      group: 'business',
      title: 'Financial reporting lag',
      unit: 'ms',
      target: target('< 5 minutes', 'below', 300_000),
    },
    service: 'finance',
    how: '95th percentile from the receipt of a delivery to its effect in every report, of the latest orders since the start',
    ...{ source: '/api/finance/reports/lag', link: '/finance' },
  },
  segment_accuracy: {
    ...{
      group: 'business',
      title: 'Customer segment accuracy',
      unit: 'percent',
      target: target('> 95 %', 'above', 95),
    },
    how: 'customers whose segment is the one that a person says',
    ...{ source: null, link: null },
  },
  agent_productivity: {
    ...{ group: 'business', title: 'Agent productivity', unit: 'percent', target: target('+25 %', 'at_least', 25) },
    how: 'tasks done for each agent and day, against the time before the consolidation',
    ...{ source: null, link: null },
  },
  operational_costs: {
    ...{ group: 'business', title: 'Operational costs', unit: 'percent', target: target('−30 %', 'at_most', -30) },
    how: 'cost of agents for each task done, against the time before the consolidation',
    ...{ source: null, link: '/finance' },
  },
  validation_coverage: {
    ...{
      group: 'quality',
      title: 'Data validation coverage',
      unit: 'percent',
      target: target('100 %', 'at_least', 100),
    },
    how: 'records that a validation rule has looked at',
    ...{ source: null, link: null },
  },
  audit_completeness: {
    ...{
      group: 'quality',
      title: 'Audit trail completeness',
      unit: 'percent',
      target: target('100 %', 'at_least', 100),
    },
    service: 'audit',
    how: 'entries that the last verification proved, of those recomputed and those whose sequences are missing; verified once a day',
    ...{ source: '/api/audit/verify/last', link: '/events/verify' },
  },
  knowledge_accuracy: {
    ...{ group: 'quality', title: 'Knowledge base accuracy', unit: 'percent', target: target('> 98 %', 'above', 98) },
    how: 'golden questions, put aside while the search was tuned, whose first article is the right one; measured with what is published',
    ...{ source: '/api/orchestration/knowledge/accuracy', link: null },
  },
  persona_switching: {
    ...{ group: 'quality', title: 'Persona switching success', unit: 'percent', target: target('> 95 %', 'above', 95) },
    how: 'labelled tasks, put aside while routing was tuned, that were given to a persona without a question: how many to the right one',
    ...{ source: '/api/orchestration/routing/accuracy', link: null },
  },
} as const satisfies Readonly<Record<string, Metric>>;

export type MetricId = keyof typeof METRICS;
export const METRIC_IDS = Object.keys(METRICS) as MetricId[];

/** A metric as it was found. */
export interface MetricFound {
  /** Decimal text; null when it is not known. */
  readonly value: string | null;
  readonly reason: string | null;
  /** From when on what it is of was seen; null where it is of this moment or nobody knows. */
  readonly since: Date | null;
  /** How many cases stand behind it; null where it is no share of any. */
  readonly samples: number | null;
  /** When it was measured, where that was before the others. */
  readonly asOf?: Date;
}

export const unknown = (reason: string, since: Date | null = null): MetricFound => ({
  ...{ value: null, reason, since, samples: null },
});

/** Whether a target is met; null as long as the value is not known. */
export function isMet({ direction, value: aim }: Metric['target'], value: string | null): boolean | null {
  if (value === null) return null;
  const found = Number(value);
  switch (direction) {
    case 'at_most':
      return found <= aim;
    case 'below':
      return found < aim;
    case 'at_least':
      return found >= aim;
    case 'above':
      return found > aim;
  }
}

/** Digits after the point of a share. */
const DIGITS = 2;

/**
 * A share in percent. It is rounded away from the target: of 0.0999…, rounded to the nearest, nobody could tell whether it is
 * met, and one of a million that failed is no whole hundred.
 */
export function shareText(part: number, whole: number, direction: Direction): string {
  const scaled = (part / whole) * 100 * 10 ** DIGITS;
  const isLessBetter = direction === 'at_most' || direction === 'below';
  // What the division of doubles adds or takes is far below a millionth.
  const rounded = isLessBetter ? Math.ceil(scaled - 1e-6) : Math.floor(scaled + 1e-6);
  return (rounded / 10 ** DIGITS).toFixed(DIGITS);
}
