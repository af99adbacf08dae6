import { Inject, Injectable } from '@nestjs/common';
import { Clock, LOG, type Log } from '@vividwalls/platform';
import { DataSource } from 'typeorm';
import { lateOrders } from '../../tasks/record/late-orders.js';
import { WAITS_FOR_A_PERSON } from '../../tasks/task.js';

export const SEVERITIES = ['critical', 'warning', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What can need a person, most urgent first. */
export const ATTENTION_KINDS = [
  ...(['orders_late', 'agents_failing', 'agents_over_budget', 'tasks_overdue', 'migrations_rolled_back'] as const),
  ...(['tasks_waiting_for_people', 'gates_overruled', 'contradictions_open'] as const),
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

export interface AttentionItem {
  readonly kind: AttentionKind;
  readonly severity: Severity;
  readonly title: string;
  /** Null when it could not be asked. */
  readonly count: number | null;
  /** The oldest of them. */
  readonly since: Date | null;
  readonly source: string;
  readonly link: string | null;
}

interface Ask {
  readonly severity: Severity;
  /** Of one and of many; `#` is their number. */
  readonly titles: readonly [string, string];
  readonly source: string;
  readonly link: string | null;
  /** One row: count, and since when the oldest is; $1 is now. */
  readonly sql: string;
}

const FOR_PEOPLE = WAITS_FOR_A_PERSON.join(',');
const OPEN = `FROM tasks WHERE ended_at IS NULL AND NOT test AND mode = 'act'`;
const stopped = (cause: 'failing' | 'over_budget') =>
  `SELECT count(DISTINCT agent_id) AS count, min(stopped_at) AS since FROM agent_stops
   WHERE resumed_at IS NULL AND (until IS NULL OR until > $1) AND cause = '${cause}'`;
/** Moves of migrations are news for a day. */
const moved = (which: string) =>
  `SELECT count(DISTINCT migration_id) AS count, min(at) AS since FROM migration_moves 
   WHERE at > $1::timestamptz - interval '1 day' AND at <= $1 AND ${which}`;

const ASKS: Readonly<Record<AttentionKind, Ask>> = {
  orders_late: {
    ...{ severity: 'critical', titles: ['An order is past its 24 hours', '# orders are past their 24 hours'] },
    ...{ source: '/api/orchestration/tasks?orderLate=true', link: '/tasks?orderLate=true' },
    sql: `SELECT count(*) AS count, min(due_at) AS since ${lateOrders('$1')}`,
  },
  agents_failing: {
    ...{
      severity: 'critical',
      titles: ['An agent was stopped: it kept failing', '# agents were stopped: they kept failing'],
    },
    ...{ source: '/api/orchestration/agents-stopped', link: '/agents?status=stopped', sql: stopped('failing') },
  },
  agents_over_budget: {
    ...{
      severity: 'warning',
      titles: [
        'An agent stands still: its budget has no room for its next task',
        '# agents stand still: their budgets have no room for their next task',
      ],
    },
    ...{ source: '/api/orchestration/agents-stopped', link: '/agents?status=stopped', sql: stopped('over_budget') },
  },
  tasks_overdue: {
    ...{ severity: 'warning', titles: ['A task should have been done by now', '# tasks should have been done by now'] },
    ...{ source: '/api/orchestration/tasks?overdue=true', link: '/tasks?overdue=true' },
    sql: `SELECT count(*) AS count, min(least(due_at, waits_until)) AS since ${OPEN} AND (due_at <= $1 OR waits_until <= $1)
     `,
  },
  migrations_rolled_back: {
    ...{ severity: 'warning' },
    titles: ['A migration was rolled back within the last day', '# migrations were rolled back within the last day'],
    ...{ source: '/api/orchestration/migrations?state=rolled_back', link: '/agents/consolidation?state=rolled_back' },
    sql: moved(`to_state = 'rolled_back'`),
  },
  tasks_waiting_for_people: {
    // What waits for an approval is in the inbox, which counts it.
    ...{ severity: 'note', titles: ['A task waits for a person’s answer', '# tasks wait for a person’s answer'] },
    ...{ source: `/api/orchestration/tasks?waitsFor=${FOR_PEOPLE}`, link: `/tasks?waitsFor=${FOR_PEOPLE}` },
    sql: `SELECT count(*) AS count, min(created_at) AS since ${OPEN}
      AND waits_for IN ('${WAITS_FOR_A_PERSON.join(`', '`)}')
      AND $1::timestamptz IS NOT NULL`,
  },
  gates_overruled: {
    severity: 'note',
    titles: [
      'A migration went on although a gate failed, within the last day',
      '# migrations went on although a gate failed, within the last day',
    ],
    ...{ source: '/api/orchestration/migrations', link: '/agents/consolidation' },
    sql: moved(`to_state <> 'rolled_back' AND findings @> '[{"verdict": "overruled"}]'`),
  },
  contradictions_open: {
    severity: 'note',
    titles: [
      'Two articles of the knowledge base contradict each other',
      '# contradictions in the knowledge base are open',
    ],
    ...{ source: '/api/orchestration/knowledge/contradictions?state=open', link: null },
    sql: `SELECT count(*) AS count, min(found_at) AS since FROM knowledge_contradictions
      WHERE state = 'open' AND $1::timestamptz IS NOT NULL`,
  },
};

/** What needs a person now, of what orchestration knows. Nothing is a real answer; what could not be asked says so. */
@Injectable()
export class Attention {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Pick<Log, 'warn'>,
  ) {}

  async now(): Promise<{ readonly items: AttentionItem[]; readonly asOf: Date }> {
    const now = this.clock.now();
    const found = await Promise.all(ATTENTION_KINDS.map((kind) => this.ask(kind, now)));
    return { items: found.flat().sort((a, b) => rank(a) - rank(b)), asOf: now };
  }

  private async ask(kind: AttentionKind, now: Date): Promise<AttentionItem[]> {
    const { severity, titles, source, link, sql } = ASKS[kind];
    try {
      const [row] = await this.dataSource.query<{ count: string; since: Date | null }[]>(
        sql,
        sql.includes('$1') ? [now] : [],
      );
      const count = Number(row!.count);
      if (count === 0) return [];
      const title = count === 1 ? titles[0] : titles[1].replace('#', count.toLocaleString('en'));
      return [{ kind, severity, title, count, since: row!.since, source, link }];
    } catch (error) {
      this.log.warn('what needs attention could not be asked', { kind, error: (error as Error).message });
      const title = `Not known now: whether ${titles[1].replace('# ', '')}`;
      return [{ kind, severity: 'warning', title, count: null, since: null, source, link }];
    }
  }
}

const rank = ({ severity }: AttentionItem): number => SEVERITIES.indexOf(severity);
