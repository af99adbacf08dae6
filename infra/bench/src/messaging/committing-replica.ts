// A replica that is not the relay's leader, a process of its own: it commits, and rings for the leader in the other process.
import { connectBroker } from '@vividwalls/messaging';
import { createDataSource } from '@vividwalls/persistence';
import { SCHEMA } from '../servers/bench-servers.js';
import { benchRelay } from './bench-service.js';
import { singleCommits } from './single-commits.js';

const [databaseUrl, natsUrl] = [process.env['DATABASE_URL']!, process.env['NATS_URL']!];
const dataSource = await createDataSource({ url: databaseUrl, schema: SCHEMA }).initialize();
const connection = await connectBroker({ url: natsUrl, name: 'bench-replica' });
const relay = benchRelay({ databaseUrl, connection }, dataSource);
relay.start();
await dataSource.query('SELECT 1');
process.send!('ready');
process.once('message', () => {
  void singleCommits(dataSource, Number(process.env['COUNT']), () => relay.wake()).then((times) =>
    process.send!({ times, led: relay.published > 0 }),
  );
});
process.once('SIGTERM', () => process.exit(0));
