import fc from 'fast-check';
import type { EventEnvelope } from '../envelope.js';
import { startDesk, type DeskTrial } from './testing/desk-trial.js';
import { deadLettered, discarded, handled, idOf, redriven } from './testing/letter-samples.js';

/** Each run is some transactions. */
const RUNS = 30;

/** Everything that can happen to three letters: `b` is handled, `a` fails again as `a2`, `c` is discarded while stuck. */
const HISTORY: readonly EventEnvelope[] = [
  deadLettered('a'),
  deadLettered('b', {}, 5),
  deadLettered('c', { consumer: 'stock' }, 6),
  redriven('a', 10),
  redriven('b', 11),
  redriven('c', 12),
  deadLettered('a2', { redrives: 1, previousLetterId: idOf('a') }, 20),
  handled('b', 21),
  discarded('c', 30),
  redriven('a2', 40),
  handled('a2', 50),
];

describe('the read model of dead letters', () => {
  let trial: DeskTrial;
  beforeAll(async () => (trial = await startDesk('letter_store')));
  afterAll(() => trial?.close());
  beforeEach(() => trial.empty());

  const rows = () => trial.dataSource.query<object[]>('SELECT * FROM dead_letters ORDER BY id');

  it('tells what became of every letter', async () => {
    await trial.apply(...HISTORY);
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'failed again', nextLetterId: idOf('a2') });
    expect(await trial.letter(idOf('a2'))).toMatchObject({
      state: 'handled',
      redrives: 1,
      previousLetterId: idOf('a'),
    });
    expect(await trial.letter(idOf('b'))).toMatchObject({
      state: 'handled',
      lastAct: { kind: 'redriven', by: 'user:ann', reason: 'mended' },
    });
    expect(await trial.letter(idOf('c'))).toMatchObject({ state: 'discarded', lastAct: { by: 'user:bob' } });
  });

  it('ends in the same rows whatever the order, the batches and the number of times events come', async () => {
    await trial.apply(...HISTORY);
    const expected = await rows();
    // Everything at least once, some of it twice, in any order, cut into transactions anywhere.
    const deliveries = fc.record({
      events: fc
        .subarray([...HISTORY])
        .chain((again) => fc.shuffledSubarray([...HISTORY, ...again], { minLength: HISTORY.length + again.length })),
      batch: fc.integer({ min: 1, max: HISTORY.length }),
    });
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ events, batch }) => {
        await trial.empty();
        for (let start = 0; start < events.length; start += batch) {
          await trial.apply(...events.slice(start, start + batch));
        }
        expect(await rows()).toEqual(expected);
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  it('shows nothing of a letter whose outcome came first, until the letter comes', async () => {
    await trial.apply(handled('a', 9));
    expect(await trial.letter(idOf('a'))).toBeUndefined();
    await trial.apply(deadLettered('a'));
    expect(await trial.letter(idOf('a'))).toMatchObject({ state: 'handled', consumer: 'ledger' });
  });

  it('keeps a message of any bytes, and an error that quotes them', async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x80]);
    await trial.apply(
      deadLettered('bytes', { payload: bytes.toString('base64'), encoding: 'base64' }),
      deadLettered('nul', { payload: 'a\0b', error: 'Unexpected token \0' }),
      deadLettered('empty', { payload: '' }),
    );
    expect(await trial.letter(idOf('bytes'))).toMatchObject({ payload: bytes.toString('base64'), encoding: 'base64' });
    expect(await trial.letter(idOf('nul'))).toMatchObject({ payload: 'a\0b', encoding: 'utf8', payloadBytes: 3 });
    expect(await trial.letter(idOf('empty'))).toMatchObject({ payload: '', payloadBytes: 0 });
  });

  it('lets transactions with the same letters wait for one another, whatever order they name them in', async () => {
    const letters = Array.from({ length: 3_000 }, (_, n) => handled(`l${n}`, 1));
    const orders = Array.from({ length: 4 }, (_, n) => (n % 2 === 0 ? letters : letters.toReversed()));
    // Sessions are opened before, so that the transactions really run at the same time.
    await Promise.all(orders.map(() => trial.dataSource.query('SELECT pg_sleep(0.3)')));
    // Rows locked in two orders are a deadlock, and the server would end one of the transactions.
    await Promise.all(orders.map((events) => trial.apply(...events)));
    expect(await rows()).toHaveLength(letters.length);
  });

  it('refuses an event of something else, which nobody should have subscribed to', async () => {
    const other = { ...handled('a', 1), type: 'acme.ledger.entry.booked.v1' };
    await expect(trial.apply(other)).rejects.toThrow('tells nothing of dead letters');
  });
});
