import type { ModelName } from '@vividwalls/attribution';
import type { DataSource } from 'typeorm';
import type { Book } from '../../journal/journal-entry.js';
import type { DayRange } from '../../reports/period.js';
import { UNATTRIBUTED } from '../credits/day-changes.js';

/** What credits can be grouped by. */
export const SUMMARY_BY = ['agent', 'department', 'channel', 'campaign'] as const;
export type SummaryBy = (typeof SUMMARY_BY)[number];

/** Their columns. */
export const KEYS: Readonly<Record<SummaryBy, string>> = {
  agent: 'agent_id',
  department: 'department',
  channel: 'channel',
  campaign: 'campaign',
};

// What nothing touched stands by itself, whatever it is grouped by. It is summed beside the rest: one more column to group by
// would cost a quarter of the whole.
const sums = (
  by: SummaryBy,
) => `SELECT model, currency, ${KEYS[by]} AS key, sum(amount_minor) AS amount, sum(order_parts) AS parts,
    coalesce(sum(amount_minor) FILTER (WHERE channel = '${UNATTRIBUTED}'), 0) AS "amountOfNobody",
    coalesce(sum(order_parts) FILTER (WHERE channel = '${UNATTRIBUTED}'), 0) AS "partsOfNobody"
  FROM attribution_days
  WHERE book = $1 AND model = ANY($2::text[]) AND day BETWEEN $3 AND $4 AND ($5::text IS NULL OR currency = $5)
  GROUP BY model, currency, ${KEYS[by]}`;

export interface SummaryAsked {
  readonly book: Book;
  readonly models: readonly ModelName[];
  readonly by: SummaryBy;
  readonly range: DayRange;
  readonly currency?: string | undefined;
}

/** Credits of one group under one model. */
export interface CreditedGroup {
  readonly model: ModelName;
  readonly currency: string;
  /** Null where the touches name none, and of what nothing touched. */
  readonly key: string | null;
  readonly unattributed: boolean;
  readonly creditedMinor: bigint;
  /** Millionths of orders. */
  readonly orderParts: bigint;
}

/** Credits of the orders placed in these days, from the lines that are kept by day. One round trip. */
export async function findCreditedGroups(
  dataSource: DataSource,
  { book, models, by, range, currency }: SummaryAsked,
): Promise<CreditedGroup[]> {
  const rows = await dataSource.query<SumRow[]>(sums(by), [book, models, range.from, range.to, currency ?? null]);
  return rows.flatMap(groupsOf).filter(({ creditedMinor, orderParts }) => creditedMinor !== 0n || orderParts !== 0n);
}

/** Sums are numeric, as text. */
interface SumRow {
  readonly model: ModelName;
  readonly currency: string;
  readonly key: string | null;
  readonly amount: string;
  readonly parts: string;
  readonly amountOfNobody: string;
  readonly partsOfNobody: string;
}

function groupsOf({ model, currency, key, ...sums }: SumRow): CreditedGroup[] {
  const [minorOfNobody, partsOfNobody] = [BigInt(sums.amountOfNobody), BigInt(sums.partsOfNobody)];
  return [
    {
      ...{ model, currency, key, unattributed: false },
      ...{ creditedMinor: BigInt(sums.amount) - minorOfNobody, orderParts: BigInt(sums.parts) - partsOfNobody },
    },
    {
      ...{ model, currency, key: null, unattributed: true },
      ...{ creditedMinor: minorOfNobody, orderParts: partsOfNobody },
    },
  ];
}

/** Names of agents, for those who read. */
export async function findAgentNames(dataSource: DataSource): Promise<Map<string, string>> {
  const rows = await dataSource.query<{ agent_id: string; name: string }[]>(
    'SELECT agent_id, name FROM finance_agents',
  );
  return new Map(rows.map(({ agent_id, name }) => [agent_id, name]));
}
