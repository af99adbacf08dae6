// One process of the model check: a service with relay, consumer and net, that dies where its plan says and comes back.
import { createDataSource } from '@vividwalls/persistence';
import { killingHook, killPlanFromEnvironment, START_VARIABLE } from '@vividwalls/testing';
import type { DataSource, EntityManager } from 'typeorm';
import { connectBroker } from '../../broker/connect.js';
import { BatchConsumer } from '../../consume/batch-consumer.js';
import type { DecodedDelivery } from '../../consume/consumer-definition.js';
import { ExhaustedDeliveries } from '../../consume/exhausted-deliveries.js';
import { NotYet, Permanent } from '../../errors.js';
import { armFailpoints } from '../../failpoints.js';
import { silentLog } from '../../log.js';
import { Outbox } from '../../outbox/outbox.js';
import { OutboxRelay } from '../../outbox/relay.js';
import { Answered, catalogue, NAMESPACE, Produced, subjectOf } from './events.js';
import { fateOf, killersOf, totalOf, type ModelPlan } from './plan.js';
import { SERVERS_AWAY } from './exit-codes.js';
import { LANES, type StationRole } from './tables.js';

interface StationSettings {
  readonly role: StationRole;
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly plan: ModelPlan;
  readonly deadlyLives: number;
  readonly durable: { readonly ackWaitMs: number; readonly maxDeliveries: number };
}

const settings = JSON.parse(process.env['STATION']!) as StationSettings;
const { role, plan, databaseUrl } = settings;
const killPlan = killPlanFromEnvironment(process.env);
const life = Number(process.env[START_VARIABLE] ?? 1);
if (killPlan && life <= settings.deadlyLives) armFailpoints(killingHook(killPlan));
const killers = killersOf(plan);
const now = () => new Date();

/** Who waits for a predecessor that is to come has minutes; who waits longer shows as a dead letter too many. */
const CAUSE_WITHIN_MS = plan.causeWithinMs ?? 10 * 60_000;

/** The source rolls one in so many transactions back after it has drawn its ids. */
const ROLLED_BACK_ONE_IN = 12;
class SecondThoughts extends Error {}

const failedInThisLife = new Set<number>();

let started = false;
process.on('uncaughtException', (error) => {
  console.error(error);
  process.exit(started ? 1 : SERVERS_AWAY);
});

const dataSource = await createDataSource({ url: databaseUrl, schema: role, poolSize: 6 }).initialize();
const connection = await connectBroker({ url: settings.natsUrl, name: role });
const outbox = new Outbox({ source: `${NAMESPACE}/${role}`, catalogue, now });
const relay = new OutboxRelay({ service: role, databaseUrl, dataSource, connection, log: silentLog });
const identity = { namespace: NAMESPACE, source: `${NAMESPACE}/${role}`, now };
const payload = role === 'sink' ? Produced : Answered;
const consumer = new BatchConsumer(
  {
    kind: 'events',
    name: role,
    sources: [{ stream: role === 'sink' ? 'SOURCE' : 'SINK', subjects: [subjectOf(payload)] }],
    batchesAtOnce: 2,
    admit: (envelope) => envelope,
    handle: role === 'sink' ? takeEffect : noteAnswers,
  },
  {
    announcer: { identity, outbox },
    dataSource,
    connection,
    log: silentLog,
    now,
    committed: () => relay.wake(),
    durable: settings.durable,
  },
);
const net = new ExhaustedDeliveries({ consumer: role, identity, connection, dataSource, log: silentLog });

let stopping = false;
process.once('SIGTERM', () => void stop());
relay.start();
await consumer.start();
await net.start();
started = true;
if (role === 'source') await Promise.all(Array.from({ length: LANES / 2 }, () => produce(dataSource)));

async function stop(): Promise<void> {
  stopping = true;
  await Promise.all([consumer.stop(), net.stop()]);
  await relay.stop();
  await connection.close();
  await dataSource.destroy();
  process.exit(0);
}

/** Takes any lane that nobody has under way, produces the next few of its places, and now and then thinks better of it. */
async function produce(source: DataSource): Promise<void> {
  for (let round = 0; !stopping;) {
    round += 1;
    try {
      const done = await source.transaction((tx) => produceSome(tx, round));
      relay.wake();
      if (done) return;
    } catch (error) {
      if (!(error instanceof SecondThoughts)) await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

async function produceSome(tx: EntityManager, round: number): Promise<boolean> {
  const [lane] = await tx.query<{ lane: number; next: number }[]>(
    `SELECT lane, next FROM lanes WHERE next * ${LANES} + lane < $1 ORDER BY random() LIMIT 1 FOR UPDATE SKIP LOCKED`,
    [totalOf(plan)],
  );
  if (!lane)
    return (
      (await tx.query<unknown[]>(`SELECT 1 FROM lanes WHERE next * ${LANES} + lane < $1`, [totalOf(plan)])).length === 0
    );
  const count = 1 + ((round * 7) % 40);
  const places = Array.from({ length: count }, (_, index) => (lane.next + index) * LANES + lane.lane).filter(
    (place) => place < totalOf(plan),
  );
  await tx.query('INSERT INTO produced SELECT * FROM unnest($1::int[])', [places]);
  await outbox.append(
    tx,
    places.map((place) => {
      const key = place % plan.keys;
      return { event: Produced, subject: String(key), data: { place, key, fate: fateOf(plan, place, killers) } };
    }),
  );
  if (round % ROLLED_BACK_ONE_IN === 0) throw new SecondThoughts();
  await tx.query('UPDATE lanes SET next = next + $2 WHERE lane = $1', [lane.lane, count]);
  return false;
}

async function takeEffect(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  const events = batch.map(({ envelope }) => ({ envelope, data: envelope.data as Produced }));
  for (const { data } of events) {
    if (data.fate === 'killer') process.kill(process.pid, 'SIGKILL');
    if (data.fate === 'poison') throw new Permanent(`${data.place} is poison`);
    if (data.fate === 'flaky' && !failedInThisLife.has(data.place)) {
      failedInThisLife.add(data.place);
      throw new Error(`${data.place} fails once`);
    }
  }
  const early = events.filter(({ data }) => data.fate === 'early').map(({ data }) => data.place - plan.keys);
  const own = new Set(events.map(({ data }) => data.place));
  const missing = early.filter((place) => !own.has(place));
  const found = await tx.query<{ place: number }[]>('SELECT place FROM effects WHERE place = ANY($1::int[])', [
    missing,
  ]);
  if (new Set(found.map(({ place }) => place)).size < new Set(missing).size) {
    throw new NotYet('its predecessor is missing', new Date(Date.now() + CAUSE_WITHIN_MS)); // From its first try on.
  }
  await tx.query('INSERT INTO effects SELECT * FROM unnest($1::int[])', [events.map(({ data }) => data.place)]);
  await outbox.append(
    tx,
    events.map(({ envelope, data }) => ({
      event: Answered,
      subject: envelope.subject,
      data: { place: data.place },
      cause: envelope,
    })),
  );
}

async function noteAnswers(tx: EntityManager, batch: readonly DecodedDelivery[]): Promise<void> {
  await tx.query('INSERT INTO effects SELECT * FROM unnest($1::int[])', [
    batch.map(({ envelope }) => (envelope.data as Answered).place),
  ]);
}
