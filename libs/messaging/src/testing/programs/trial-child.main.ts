// A process of its own for specs that kill one: it leads the relay of a trial, or is a replica of its consumer, which dies of
// every event whose subject begins with `killer`.
import { createDataSource } from '@vividwalls/persistence';
import { connectBroker } from '../../broker/connect.js';
import type { DecodedDelivery } from '../../consume/consumer-definition.js';
import type { ConsumerSettings } from '../../consume/consumer-settings.js';
import { silentLog } from '../../log.js';
import { OutboxRelay } from '../../outbox/relay.js';
import { effectsConsumer } from '../trial-consumer.js';

export interface TrialChildSettings {
  readonly run: 'relay' | 'consumer';
  readonly databaseUrl: string;
  readonly natsUrl: string;
  readonly durable?: ConsumerSettings['durable'];
  readonly maxBatch?: number;
}

/** The environment variable that carries the settings as JSON. */
const SETTINGS_VARIABLE = 'TRIAL_CHILD';

const settings = JSON.parse(process.env[SETTINGS_VARIABLE]!) as TrialChildSettings;
const { run, databaseUrl, natsUrl, durable, maxBatch } = settings;
const dataSource = await createDataSource({ url: databaseUrl, schema: 'trial', poolSize: 3 }).initialize();
const connection = await connectBroker({ url: natsUrl, name: `trial ${run}` });

if (run === 'relay') new OutboxRelay({ service: 'trial', databaseUrl, dataSource, connection, log: silentLog }).start();
else {
  const before = ({ envelope }: DecodedDelivery) => {
    if (envelope.subject.startsWith('killer')) process.kill(process.pid, 'SIGKILL');
  };
  const tuning = { ...(durable && { durable }), ...(maxBatch !== undefined && { maxBatch }) };
  await effectsConsumer({ before, ...tuning }, { dataSource, connection }).start();
}
console.log('ready');
