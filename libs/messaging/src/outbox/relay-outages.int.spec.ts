import { eventually, startFaultyProxy, type FaultyProxy } from '@vividwalls/testing';
import { through } from '../testing/through.js';
import { counted, startTrial, type Trial } from '../testing/trial.js';

const PATIENCE = { timeoutMs: 40_000 };

describe('the outbox relay and a bad line', () => {
  let trial: Trial;
  let line: FaultyProxy;
  beforeAll(async () => (trial = await startTrial('relay outages')), 60_000);
  afterEach(async () => {
    await line.restore();
    await trial.reset();
    await line.close();
  }, 60_000);
  afterAll(() => trial.close());

  const inStream = async () => (await trial.contents('TRIAL')).map(({ subject }) => subject);
  const subjects = (n: number, prefix: string) => counted(n, prefix).map(({ subject }) => subject);

  describe('to the database', () => {
    beforeEach(async () => (line = await startFaultyProxy({ targetPort: Number(new URL(trial.databaseUrl).port) })));

    async function leading() {
      const relay = trial.relay({ databaseUrl: through(line, trial.databaseUrl) });
      relay.start();
      await eventually(() => relay.state === 'idle', PATIENCE);
      return relay;
    }

    it('says that it waits while the line is cut, and goes on afterwards', async () => {
      const relay = await leading();
      await line.cut();
      await eventually(() => relay.state === 'waiting for the database', PATIENCE);
      await trial.append(counted(10));
      await line.restore();
      await eventually(async () => expect(await inStream()).toEqual(subjects(10, 'k')), PATIENCE);
      await eventually(() => relay.state === 'idle', PATIENCE);
    }, 60_000);

    it('says that it waits when the line has fallen silent, too', async () => {
      const relay = await leading();
      await line.halfOpen();
      await trial.append(counted(10));
      await eventually(() => relay.state === 'waiting for the database', PATIENCE);
      await line.restore();
      await eventually(async () => expect(await inStream()).toEqual(subjects(10, 'k')), PATIENCE);
    }, 90_000);

    it('stops although the line has fallen silent', async () => {
      const relay = await leading();
      await line.halfOpen();
      await relay.stop();
      expect(relay.state).toBe('stopped');
    }, 30_000);
  });

  describe('to the broker', () => {
    beforeEach(async () => (line = await startFaultyProxy({ targetPort: trial.nats.port })));

    async function leading() {
      const connection = await trial.connect(through(line, trial.nats.url));
      const relay = trial.relay({ connection });
      relay.start();
      await eventually(() => relay.state === 'idle', PATIENCE);
      return relay;
    }

    it('says that it waits while the line is cut, and publishes everything once afterwards', async () => {
      const relay = await leading();
      await trial.append(counted(1_000, 'before'));
      relay.wake();
      await line.cut();
      await trial.append(counted(1_000, 'during'));
      await eventually(() => relay.state === 'waiting for the broker', PATIENCE);
      await line.restore();
      const all = [...subjects(1_000, 'before'), ...subjects(1_000, 'during')].sort();
      await eventually(async () => expect((await inStream()).sort()).toEqual(all), PATIENCE);
    }, 90_000);

    it('repeats what a silent line did not acknowledge, and the broker knows it again', async () => {
      const relay = await leading();
      await line.halfOpen();
      await trial.append(counted(60));
      relay.wake();
      await eventually(() => relay.state === 'waiting for the broker', PATIENCE);
      await line.restore();
      await eventually(() => expect(relay.published).toBe(60), PATIENCE);
      expect(relay.duplicates).toBe(60);
      expect(await inStream()).toEqual(subjects(60, 'k'));
    }, 90_000);

    it('stops while the broker is away', async () => {
      const relay = await leading();
      await line.cut();
      await trial.append(counted(10));
      await eventually(() => relay.state === 'waiting for the broker', PATIENCE);
      await relay.stop();
      expect(relay.state).toBe('stopped');
    }, 60_000);
  });
});
