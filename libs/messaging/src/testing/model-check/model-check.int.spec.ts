import { fileURLToPath } from 'node:url';
import { modelCheck, type ModelCheckReport } from './model-check.js';

const COMPILED = fileURLToPath(new URL('../../../dist', import.meta.url));

/** 51,000 events, each answered by another one. */
const PLAN = { seed: process.env['MODEL_CHECK_SEED'] ?? '1', keys: 510, eventsPerKey: 100, killers: 2 };

/** Passes of a failpoint between two deaths there, on average: some lives end soon, at every place that matters. */
const KILL_ONE_IN = {
  'outbox.appended': 400,
  'relay.read': 80,
  'relay.published': 30,
  'relay.marked': 80,
  'consumer.claimed': 60,
  'consumer.handled': 60,
  'consumer.committed': 40,
  'consumer.acknowledged': 60,
  'dead-letter.published': 8,
} as const;

describe(`102,000 events through two services while everything is killed at random (seed ${PLAN.seed})`, () => {
  let report: ModelCheckReport;
  beforeAll(async () => {
    report = await modelCheck({
      plan: PLAN,
      compiled: COMPILED,
      killOneIn: KILL_ONE_IN,
      deadlyLives: 6,
      strikeEveryMs: 3_000,
      strikes: 16,
      replicas: 2,
      patienceMs: 60_000,
    });
    const { counts, seconds, deaths, killedAt, strikes } = report;
    console.info(JSON.stringify({ seconds, deaths, killedAt, strikes, counts }));
  }, 420_000);

  it('loses nothing and does nothing twice: every event is one effect or one dead letter, as its fate says', () => {
    expect(report.verdict).toEqual({ lost: [], doubled: [], misjudged: [], unanswered: [], publishedTwice: 0 });
  });

  it('was really disturbed', () => {
    expect(report.deaths).toBeGreaterThan(20);
    expect(Object.keys(report.killedAt).length).toBeGreaterThanOrEqual(6);
    expect(Object.keys(report.strikes).sort()).toEqual(['broker', 'database', 'process', 'sessions']);
  });

  it('had no process end for another reason', () => {
    expect(report.unexpected).toEqual([]);
  });
});
