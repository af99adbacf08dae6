import { Injectable } from '@nestjs/common';
import { Clock } from '@vividwalls/platform';
import type { EntityManager } from 'typeorm';
import type { Book } from '../journal/journal-entry.js';
import { Journal, type BookedBecause, type EntryDraft } from '../journal/journal.js';
import { ShopCalendar } from '../time/shop-calendar.js';
import { costPostings, type BookableCost } from './cost-entry.js';
import { SettledSpends } from './settled-spends.js';

export interface NewCost extends BookableCost {
  /** UUID; of the event that told it, so that it is one cost however often it is told. */
  readonly id: string;
  readonly agentId?: string | undefined;
  readonly department?: string | undefined;
  readonly campaign?: string | undefined;
  readonly description: string;
  /** The supplier's own number; with category and amount, the same cost told twice. Or the key of a settled spend. */
  readonly externalRef?: string | undefined;
  /** ISO 8601 */
  readonly occurredAt: string;
  readonly book: Book;
  readonly because: BookedBecause;
}

// Two that are told at once collide on the unique index; the later one is then told again, and found.
const TOLD = `SELECT t.id FROM unnest($1::uuid[], $2::text[], $3::text[], $4::bigint[]) AS t (id, category, ref, amount)
  WHERE EXISTS (SELECT 1 FROM costs c WHERE c.id = t.id
    OR (c.category = t.category AND c.external_ref = t.ref AND c.amount_minor = t.amount))`;

const INSERT = `INSERT INTO costs (id, agent_id, department, campaign, category, amount_minor, currency, description,
    external_ref, occurred_at, occurred_on, recorded_at, book, entry_id)
  SELECT t.id, t.agent, coalesce(t.department, a.department), t.campaign, t.category, t.amount, t.currency, t.description,
    t.ref, t.occurred_at, t.occurred_on, $12, t.book, t.entry
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::text[], $8::text[], $9::text[],
    $10::timestamptz[], $11::date[], $13::text[], $14::uuid[])
    AS t (id, agent, department, campaign, category, amount, currency, description, ref, occurred_at, occurred_on, book, entry)
  LEFT JOIN finance_agents a ON a.agent_id = t.agent`;

/** Keeps what the shop's work costs: each cost once in its list and once in the journal. */
@Injectable()
export class CostBook {
  constructor(
    private readonly journal: Journal,
    private readonly calendar: ShopCalendar,
    private readonly clock: Clock,
    private readonly spends: SettledSpends,
  ) {}

  /**
   * Books what is not booked yet and returns the ids of those. A cost that is the settling of a spend is kept in the list and not
   * booked again: the spend has been.
   */
  async record(tx: EntityManager, costs: readonly NewCost[]): Promise<string[]> {
    if (costs.length === 0) return [];
    const fresh = await this.unknown(tx, distinct(costs));
    if (fresh.length === 0) return [];
    const settled = await this.spends.among(
      tx,
      fresh.flatMap(({ externalRef }) => externalRef ?? []),
    );
    const bookable = fresh.filter(({ externalRef }) => externalRef === undefined || !settled.has(externalRef));
    const entries = bookable.length > 0 ? await this.journal.book(tx, bookable.map(entryOf), bookable[0]!.because) : [];
    const bookedAs = new Map(bookable.map(({ id }, i) => [id, entries[i]!.id]));
    await this.insert(tx, fresh, bookedAs);
    return fresh.map(({ id }) => id);
  }

  private async unknown(tx: EntityManager, costs: readonly NewCost[]): Promise<NewCost[]> {
    const rows = await tx.query<{ id: string }[]>(TOLD, [
      ...[costs.map(({ id }) => id), costs.map(({ category }) => category)],
      ...[costs.map(({ externalRef }) => externalRef ?? null), costs.map(({ amountMinor }) => String(amountMinor))],
    ]);
    const told = new Set(rows.map(({ id }) => id));
    return costs.filter(({ id }) => !told.has(id));
  }

  private async insert(
    tx: EntityManager,
    costs: readonly NewCost[],
    bookedAs: ReadonlyMap<string, string>,
  ): Promise<void> {
    const column = <T>(of: (cost: NewCost) => T) => costs.map(of);
    await tx.query(INSERT, [
      ...[column((c) => c.id), column((c) => c.agentId ?? null), column((c) => c.department ?? null)],
      ...[column((c) => c.campaign ?? null), column((c) => c.category), column((c) => String(c.amountMinor))],
      ...[column((c) => c.currency), column((c) => c.description), column((c) => c.externalRef ?? null)],
      ...[column((c) => c.occurredAt), column((c) => this.calendar.dayOf(c.occurredAt)), this.clock.now()],
      ...[column((c) => c.book), column((c) => bookedAs.get(c.id) ?? null)],
    ]);
  }
}

function entryOf(cost: NewCost): EntryDraft {
  const tally = costPostings(cost);
  return {
    ...{ cause: `cost:${cost.id}`, book: cost.book, kind: 'cost', occurredAt: cost.occurredAt, because: cost.because },
    currency: cost.currency,
    postings: tally.currencies.flatMap((currency) => tally.postings(currency)),
  };
}

/** The first of those that are the same cost. */
function distinct(costs: readonly NewCost[]): NewCost[] {
  const byIdentity = new Map<string, NewCost>();
  for (const cost of costs) {
    const { id, category, externalRef, amountMinor } = cost;
    const identity = externalRef === undefined ? id : JSON.stringify([category, externalRef, String(amountMinor)]);
    if (!byIdentity.has(identity)) byIdentity.set(identity, cost);
  }
  return [...byIdentity.values()];
}
