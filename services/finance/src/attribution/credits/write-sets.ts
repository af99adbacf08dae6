import { runWithNext } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { BookedBecause } from '../../journal/journal.js';
import type { AttributedOrder } from './attributed-order.js';
import type { DayChange } from './day-changes.js';
import { UNATTRIBUTED } from './day-changes.js';
import type { DraftSet } from './sets-due.js';

/** A set as it is written: once, never changed. */
export interface AttributionSetRecord extends DraftSet {
  /** UUIDv7. */
  readonly id: string;
  readonly order: AttributedOrder;
  readonly seq: number;
  readonly occurredAt: string;
  readonly because: BookedBecause;
}

const INSERT_SETS = {
  name: 'insert_attribution_sets',
  text: `INSERT INTO attribution_sets (id, order_id, book, seq, reason, model, model_version, amount_minor, currency,
    occurred_at, event_id, correlation_id, actor, recorded_at)
  SELECT s.*, $14::timestamptz FROM unnest($1::uuid[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::integer[],
    $8::bigint[], $9::text[], $10::timestamptz[], $11::text[], $12::text[], $13::text[]) AS s`,
};

const INSERT_CREDITS = {
  name: 'insert_attribution_credits',
  text: `INSERT INTO attribution_credits (set_id, ordinal, order_id, book, touch_id, agent_id, persona_id, department, channel,
    campaign, kind, weight, amount_minor, currency)
  SELECT * FROM unnest($1::uuid[], $2::smallint[], $3::text[], $4::text[], $5::uuid[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::text[], $11::text[], $12::bigint[], $13::bigint[], $14::text[])`,
};

/**
 * Writes sets and their credits, with what the transaction does next; the database refuses a set whose credits are not its
 * amount.
 */
export async function writeSets(
  tx: EntityManager,
  sets: readonly AttributionSetRecord[],
  recordedAt: Date,
): Promise<void> {
  if (sets.length === 0) return;
  const column = <T>(of: (set: AttributionSetRecord) => T) => sets.map(of);
  const setColumns = [
    ...[column((s) => s.id), column((s) => s.order.orderId), column((s) => s.book), column((s) => s.seq)],
    ...[column((s) => s.reason), column((s) => s.order.model), column((s) => s.order.modelVersion)],
    ...[column((s) => s.amountMinor.toString()), column((s) => s.currency), column((s) => s.occurredAt)],
    ...[column((s) => s.because.eventId), column((s) => s.because.correlationId), column((s) => s.because.actor)],
    recordedAt,
  ];
  await runWithNext(tx, { ...INSERT_SETS, values: setColumns });
  const credits = sets.flatMap((set) => set.credits.map((credit, i) => ({ set, ordinal: i + 1, ...credit })));
  const values = <T>(of: (credit: (typeof credits)[number]) => T) => credits.map(of);
  const creditColumns = [
    ...[values((c) => c.set.id), values((c) => c.ordinal), values((c) => c.set.order.orderId)],
    ...[values((c) => c.set.book), values((c) => c.touch?.id ?? null)],
    ...[values((c) => c.touch?.agentId ?? null), values((c) => c.touch?.personaId ?? null)],
    ...[values((c) => c.touch?.department ?? null), values((c) => c.touch?.channel ?? UNATTRIBUTED)],
    ...[values((c) => c.touch?.campaign ?? null), values((c) => c.touch?.kind ?? null)],
    ...[values((c) => c.weight.toString()), values((c) => c.amountMinor.toString())],
    values((c) => c.set.currency),
  ];
  await runWithNext(tx, { ...INSERT_CREDITS, values: creditColumns });
}

// In key order, so that two batches take these contended rows in the same order and cannot deadlock.
const ADD_TO_DAYS = {
  name: 'add_to_attribution_days',
  text: `INSERT INTO attribution_days AS d (book, model, day, currency, agent_id, persona_id, department, channel,
    campaign, amount_minor, order_parts)
  SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::text[], $10::bigint[], $11::bigint[]) AS c (book, model, day, currency, agent, persona, department, channel, campaign,
    amount, parts)
  ORDER BY book, model, day, currency, agent, persona, department, channel, campaign
  ON CONFLICT (book, model, day, currency, agent_id, persona_id, department, channel, campaign) DO UPDATE
  SET amount_minor = d.amount_minor + excluded.amount_minor, order_parts = d.order_parts + excluded.order_parts`,
};

/** Adds to the daily lines of every model, with what the transaction does next. */
export async function addToDays(tx: EntityManager, changes: readonly DayChange[]): Promise<void> {
  if (changes.length === 0) return;
  const column = <T>(of: (change: DayChange) => T) => changes.map(of);
  const values = [
    ...[column((c) => c.book), column((c) => c.model), column((c) => c.day), column((c) => c.currency)],
    ...[column((c) => c.agentId), column((c) => c.personaId), column((c) => c.department), column((c) => c.channel)],
    ...[column((c) => c.campaign), column((c) => c.amountMinor.toString()), column((c) => c.orderParts.toString())],
  ];
  await runWithNext(tx, { ...ADD_TO_DAYS, values });
}
