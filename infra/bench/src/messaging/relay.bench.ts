import { jetstream } from '@nats-io/jetstream';
import { Outbox, OutboxRelay, publish, silentLog } from '@vividwalls/messaging';
import { median, row, type BenchRow } from '../bench-row.js';
import { startBenchServers, type BenchServers } from '../bench-servers.js';
import { benchCatalogue, BenchTables1, STREAM, things } from './thing-counted.js';

const EVENTS = 20_000;
const EVENTS_OF_BASELINE = 3_000;
const ROUNDS = 3;

/** Outbox rows carried to JetStream per second; baseline: the usual design, a hundred rows at a time, each awaited. */
export async function relayBench(): Promise<BenchRow[]> {
  const servers = await startBenchServers([BenchTables1], [STREAM]);
  try {
    const [ours, usual]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round += 1) {
      ours.push(await ourRelay(servers));
      usual.push(await usualRelay(servers));
    }
    const baseline = { value: median(usual), is: 'batches of 100, every publish awaited' };
    return [row('relay', { value: median(ours), unit: 'events/s' }, baseline, { events: EVENTS, rounds: ROUNDS })];
  } finally {
    await servers.stop();
  }
}

async function fill(servers: BenchServers, count: number): Promise<void> {
  const outbox = new Outbox({ source: 'bench', catalogue: benchCatalogue, now: () => new Date() });
  await servers.dataSource.transaction((tx) => outbox.append(tx, things(count)));
}

async function ourRelay(servers: BenchServers): Promise<number> {
  await fill(servers, EVENTS);
  const { dataSource, connection, databaseUrl } = servers;
  const relay = new OutboxRelay({ service: 'bench', databaseUrl, dataSource, connection, log: silentLog });
  const start = performance.now();
  relay.start();
  while (relay.published < EVENTS) await new Promise((resolve) => setTimeout(resolve, 1));
  const seconds = (performance.now() - start) / 1_000;
  await relay.stop();
  return EVENTS / seconds;
}

async function usualRelay({ dataSource, connection, ...servers }: BenchServers): Promise<number> {
  await fill({ dataSource, connection, ...servers }, EVENTS_OF_BASELINE);
  const client = jetstream(connection);
  const start = performance.now();
  for (;;) {
    const rows = await dataSource.query<{ id: string; event_id: string; subject: string; payload: string }[]>(
      'SELECT id, event_id, subject, payload FROM outbox WHERE published_at IS NULL AND parked_at IS NULL ORDER BY id LIMIT 100',
    );
    if (rows.length === 0) break;
    for (const { event_id: messageId, subject, payload } of rows) {
      const outcome = await publish(client, { messageId, subject, payload, headers: {} });
      if (outcome.kind !== 'acknowledged') throw new Error(`baseline relay: ${outcome.error}`);
    }
    await dataSource.query('UPDATE outbox SET published_at = now() WHERE id = ANY($1::bigint[])', [
      rows.map(({ id }) => id),
    ]);
  }
  return EVENTS_OF_BASELINE / ((performance.now() - start) / 1_000);
}
