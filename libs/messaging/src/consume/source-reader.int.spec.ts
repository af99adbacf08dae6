import { jetstreamManager } from '@nats-io/jetstream';
import { eventually, startFaultyProxy, type FaultyProxy } from '@vividwalls/testing';
import { PULL_HEARTBEAT_MS } from '../limits.js';
import { durableState } from '../testing/durable-state.js';
import { through } from '../testing/through.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 60_000 };

describe('a source that is interrupted', () => {
  let trial: Trial;
  let line: FaultyProxy | undefined;
  beforeAll(async () => (trial = await startTrial('source reader')), 60_000);
  afterEach(async () => {
    await line?.restore();
    await trial.reset();
    await line?.close();
    line = undefined;
  }, 60_000);
  afterAll(() => trial.close());

  const keys = async () => (await trial.effects()).map(({ key }) => key).sort();
  const expectEffectsOf = (...prefixes: string[]) => {
    const wanted = prefixes.flatMap((prefix) => counted(20, prefix).map(({ subject }) => subject)).sort();
    return eventually(async () => expect(await keys()).toEqual(wanted), PATIENCE);
  };
  async function running() {
    const consumer = trial.consumer();
    await consumer.start();
    await trial.send(counted(20, 'before'));
    await expectEffectsOf('before');
    return consumer;
  }

  it('because its durable was deleted is declared and read again, nothing twice', async () => {
    const consumer = await running();
    const manager = await jetstreamManager(trial.connection);
    await manager.consumers.delete('TRIAL', 'trial');
    await trial.send(counted(20, 'after'));
    await expectEffectsOf('before', 'after');
    // The new durable begins at the beginning, and the inbox knows it all.
    expect(consumer.repeats).toBe(20);
  }, 90_000);

  it('because its stream was deleted goes on with the one that was made anew', async () => {
    await running();
    const manager = await jetstreamManager(trial.connection);
    const { config } = await manager.streams.info('TRIAL');
    await manager.streams.delete('TRIAL');
    await manager.streams.add(config);
    await trial.send(counted(20, 'after'));
    await expectEffectsOf('before', 'after');
  }, 90_000);

  it('because the broker was killed goes on when it is there again', async () => {
    await running();
    await trial.nats.kill9();
    await trial.nats.start();
    await eventually(() => trial.send(counted(20, 'after').map((event) => ({ ...event, id: `${event.subject}-id` }))), {
      ...PATIENCE,
      intervalMs: 200,
    });
    await expectEffectsOf('before', 'after');
  }, 90_000);

  it('because the line was cut goes on when it is there again', async () => {
    line = await startFaultyProxy({ targetPort: trial.nats.port });
    await trial.consumerWith({ connection: await trial.connect(through(line, trial.nats.url)) }).start();
    await trial.send(counted(20, 'before'));
    await expectEffectsOf('before');
    await line.cut();
    await trial.send(counted(20, 'during'));
    await line.restore();
    await expectEffectsOf('before', 'during');
  }, 90_000);

  it('because the line has fallen silent is noticed within two heartbeats, and goes on afterwards', async () => {
    line = await startFaultyProxy({ targetPort: trial.nats.port });
    const warnings: string[] = [];
    const note = (message: string, details?: Record<string, unknown>) =>
      void warnings.push(`${message}: ${details?.['why']}`);
    const consumer = trial.consumerWith({
      connection: await trial.connect(through(line, trial.nats.url)),
      log: { info: note, warn: note, error: note },
    });
    await consumer.start();
    await trial.send(counted(20, 'before'));
    await expectEffectsOf('before');
    await line.halfOpen();
    await trial.send(counted(20, 'during'));
    const silent = () => warnings.includes('source interrupted: the broker is silent');
    await eventually(silent, { timeoutMs: 3 * PULL_HEARTBEAT_MS + 20_000 });
    await line.restore();
    await expectEffectsOf('before', 'during');
    await eventually(async () => expect((await durableState(trial.connection)).ackPending).toBe(0), PATIENCE);
  }, 120_000);
});
