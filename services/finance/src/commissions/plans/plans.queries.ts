import { toPage, type Page } from '@vividwalls/platform';
import type { DataSource } from 'typeorm';
import type { Beneficiary } from './beneficiary.js';
import { findPlans } from './plan-store.js';
import type { Plan } from './plan.js';

/** Plans, newest first. */
export async function listPlans(
  dataSource: DataSource,
  filter: {
    readonly beneficiary?: Beneficiary | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<Page<Plan>> {
  const { beneficiary, cursor, limit } = filter;
  const rows = await dataSource.query<{ id: string }[]>(
    `SELECT id FROM commission_plans
     WHERE ($1::text IS NULL OR beneficiary_kind = $1) AND ($2::text IS NULL OR beneficiary_id = $2)
       AND ($3::uuid IS NULL OR id < $3) ORDER BY id DESC LIMIT $4`,
    [beneficiary?.kind ?? null, beneficiary?.id ?? null, cursor ?? null, limit + 1],
  );
  const page = toPage(rows, limit, ({ id }) => id);
  const plans = await findPlans(
    dataSource,
    page.items.map(({ id }) => id),
  );
  return { ...page, items: page.items.map(({ id }) => plans.get(id)!) };
}
