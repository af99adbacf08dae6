import { jetstreamManager } from '@nats-io/jetstream';
import type { NatsConnection } from '@nats-io/nats-core';
import type { Client } from 'pg';
import { fateOf, isDeadLetter, killersOf, totalOf, type ModelPlan } from './plan.js';

/** What must all be empty at the end; each entry names the first few offenders. */
export interface Verdict {
  /** Produced, and neither effect nor dead letter. */
  readonly lost: readonly number[];
  /** More than one effect. */
  readonly doubled: readonly number[];
  /** An effect although it should be a dead letter, or a dead letter although it should have taken effect. */
  readonly misjudged: readonly number[];
  /** Effects whose answer did not come back exactly once. */
  readonly unanswered: readonly number[];
  /** Events that lie in a stream more than once. */
  readonly publishedTwice: number;
}

export interface Counts {
  readonly produced: number;
  readonly effects: number;
  readonly answers: number;
  readonly deadLetters: number;
  readonly unpublished: number;
  readonly waiting: number;
}

/** How far it is, from outside: the administrator looks into both schemas and the broker. */
export async function countsOf(admin: Client, broker: NatsConnection): Promise<Counts> {
  const { rows } = await admin.query<Record<keyof Counts, string>>(
    `SELECT (SELECT count(*) FROM source.produced) AS produced, (SELECT count(*) FROM sink.effects) AS effects,
            (SELECT count(*) FROM source.effects) AS answers,
            (SELECT count(*) FROM source.outbox_unpublished) + (SELECT count(*) FROM sink.outbox_unpublished) AS unpublished,
            (SELECT count(*) FROM sink.waiting) AS waiting`,
  );
  const manager = await jetstreamManager(broker);
  const { state } = await manager.streams.info('DLQ');
  const counts = Object.fromEntries(Object.entries(rows[0]!).map(([name, value]) => [name, Number(value)]));
  return { ...(counts as unknown as Counts), deadLetters: state.messages };
}

/**
 * Whether looking at each event is worth it. An event that the net gave up while a slow process still held it may count twice
 * here, as an effect and as a dead letter, and hide one that is still on its way.
 */
export function mayBeOver(plan: ModelPlan, counts: Counts): boolean {
  const { produced, effects, answers, deadLetters, unpublished, waiting } = counts;
  return (
    produced === totalOf(plan) &&
    effects + deadLetters >= produced &&
    answers >= effects &&
    unpublished === 0 &&
    waiting === 0
  );
}

/** Places that have neither taken effect nor become a dead letter. */
export async function lostOf(plan: ModelPlan, admin: Client, broker: NatsConnection): Promise<number[]> {
  const [effects, dead] = [await tally(admin, 'sink.effects'), await deadPlaces(broker)];
  return placesOf(plan).filter((place) => !effects.has(place) && !dead.has(place));
}

const placesOf = (plan: ModelPlan) => Array.from({ length: totalOf(plan) }, (_, place) => place);

const SHOWN = 5;

export async function verdictOf(plan: ModelPlan, admin: Client, broker: NatsConnection): Promise<Verdict> {
  const effects = await tally(admin, 'sink.effects');
  const answers = await tally(admin, 'source.effects');
  const dead = await deadPlaces(broker);
  const killers = killersOf(plan);
  const places = placesOf(plan);
  const shouldDie = (place: number) => isDeadLetter(fateOf(plan, place, killers));
  return {
    lost: places.filter((place) => !effects.has(place) && !dead.has(place)).slice(0, SHOWN),
    doubled: places.filter((place) => (effects.get(place) ?? 0) > 1).slice(0, SHOWN),
    misjudged: places
      .filter((place) => dead.has(place) !== shouldDie(place) || effects.has(place) === shouldDie(place))
      .slice(0, SHOWN),
    unanswered: places.filter((place) => effects.has(place) && answers.get(place) !== 1).slice(0, SHOWN),
    publishedTwice: (await surplus(broker, 'SOURCE', totalOf(plan))) + (await surplus(broker, 'SINK', effects.size)),
  };
}

async function tally(admin: Client, table: string): Promise<Map<number, number>> {
  const { rows } = await admin.query<{ place: number; n: string }>(
    `SELECT place, count(*) AS n FROM ${table} GROUP BY place`,
  );
  return new Map(rows.map(({ place, n }) => [place, Number(n)]));
}

async function surplus(broker: NatsConnection, stream: string, expected: number): Promise<number> {
  return (await (await jetstreamManager(broker)).streams.info(stream)).state.messages - expected;
}

async function deadPlaces(broker: NatsConnection): Promise<Set<number>> {
  const manager = await jetstreamManager(broker);
  const { state } = await manager.streams.info('DLQ');
  const places = new Set<number>();
  for (let seq = state.first_seq; seq <= state.last_seq && state.messages > 0; seq += 1) {
    const letter = (await manager.streams.getMessage('DLQ', { seq }))!.json<{ data: { payload: string } }>();
    places.add((JSON.parse(letter.data.payload) as { data: { place: number } }).data.place);
  }
  return places;
}
