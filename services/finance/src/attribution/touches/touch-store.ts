import type { EventEnvelope } from '@vividwalls/messaging';
import type { EntityManager } from 'typeorm';
import type { BookedBecause } from '../../journal/journal.js';
import type { ToldTouch } from './touch.js';

/** A touch, and who told of it. */
export interface Telling {
  readonly touch: ToldTouch;
  readonly because: BookedBecause;
}

// Nothing here may wait for a row of another transaction: the batch may hold balances already that every writer waits for.
// So there is no unique key over touches. A touch has a row for every telling that adds something; two tellings at once
// leave two rows, and who reads takes the earliest.
const INSERT_TOUCHES = `INSERT INTO touchpoints AS known (id, telling, source, agent_id, persona_id, channel, campaign, kind,
    occurred_at, recorded_at, test, shop)
  SELECT id, telling, source, agent_id, persona_id, channel, campaign, kind, occurred_at, $11::timestamptz, test, shop
  FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
    $9::timestamptz[], $10::boolean[], $12::text[]) AS t (id, telling, source, agent_id, persona_id, channel, campaign, kind,
    occurred_at, test, shop)
  WHERE NOT EXISTS (SELECT FROM touchpoints k
    WHERE k.id = t.id AND k.occurred_at <= t.occurred_at AND (k.test OR NOT t.test))
  ON CONFLICT (id, telling) DO NOTHING RETURNING id`;

const INSERT_KEYS = `INSERT INTO touch_keys (key, touch_id, occurred_at)
  SELECT DISTINCT key, touch_id, occurred_at
  FROM unnest($1::text[], $2::uuid[], $3::timestamptz[]) AS t (key, touch_id, occurred_at)
  WHERE NOT EXISTS (SELECT FROM touch_keys k
    WHERE k.key = t.key AND k.touch_id = t.touch_id AND k.occurred_at <= t.occurred_at)
  RETURNING touch_id`;

/**
 * Keeps touches that are told of, and leaves a note for every one that is news, so that orders which stand already are
 * looked at again. Three round trips at most.
 */
export async function keepTouches(tx: EntityManager, tellings: readonly Telling[], recordedAt: Date): Promise<void> {
  if (tellings.length === 0) return;
  const column = <T>(of: (touch: ToldTouch) => T) => tellings.map(({ touch }) => of(touch));
  const told = await tx.query<{ id: string }[]>(INSERT_TOUCHES, [
    ...[column((t) => t.id), tellings.map(({ because }) => because.eventId), column((t) => t.source)],
    ...[column((t) => t.agentId ?? null), column((t) => t.personaId ?? null), column((t) => t.channel)],
    ...[column((t) => t.campaign ?? null), column((t) => t.kind), column((t) => t.occurredAt), column((t) => t.test)],
    ...[recordedAt, column((t) => t.shop)],
  ]);
  const keys = tellings.flatMap(({ touch }) => touch.keys.map((key) => ({ key, touch })));
  const tied = await tx.query<{ touch_id: string }[]>(INSERT_KEYS, [
    ...[keys.map(({ key }) => key), keys.map(({ touch }) => touch.id), keys.map(({ touch }) => touch.occurredAt)],
  ]);
  const news = new Set([...told.map(({ id }) => id), ...tied.map(({ touch_id }) => touch_id)]);
  await noteArrivals(
    tx,
    tellings
      .filter(({ touch }) => news.has(touch.id))
      .map(({ touch, because }) => ({
        ...{ keys: touch.keys, touchId: touch.id, occurredAt: touch.occurredAt, because },
      })),
  );
}

/** Something new about a person: orders that bear one of the keys may have to be looked at again. */
export interface Arrival {
  readonly keys: readonly string[];
  /** Orders that know the touch by other keys are concerned too. */
  readonly touchId?: string;
  /** Of a touch: only orders placed since then. */
  readonly occurredAt?: string;
  readonly because: BookedBecause;
}

const INSERT_ARRIVALS = `INSERT INTO touch_arrivals (keys, touch_id, occurred_at, because)
  SELECT ARRAY(SELECT json_array_elements_text(keys)), touch_id, occurred_at, because
  FROM unnest($1::json[], $2::uuid[], $3::timestamptz[], $4::json[])
    AS a (keys, touch_id, occurred_at, because)`;

export async function noteArrivals(tx: EntityManager, arrivals: readonly Arrival[]): Promise<void> {
  const tying = arrivals.filter(({ keys }) => keys.length > 0);
  if (tying.length === 0) return;
  await tx.query(INSERT_ARRIVALS, [
    tying.map(({ keys }) => JSON.stringify(keys)),
    tying.map(({ touchId }) => touchId ?? null),
    tying.map(({ occurredAt }) => occurredAt ?? null),
    tying.map(({ because }) => JSON.stringify(withoutPayload(because))),
  ]);
}

/** Who is to blame, without what was told: the touch has that. */
function withoutPayload({ event, ...because }: BookedBecause): BookedBecause {
  return event ? { ...because, event: { ...event, data: {} } as EventEnvelope } : because;
}
