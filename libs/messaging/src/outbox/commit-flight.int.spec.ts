import { asAdministrator, counted, startTrial, type Trial } from '../testing/trial.js';
import { FLIGHT_ROWS_MAX, ROW_STATEMENTS_MAX } from '../limits.js';
import { runWithNext } from './commit-flight.js';
import type { OutboxMessage } from './publish.js';

interface Row {
  readonly event_id: string;
  readonly subject: string;
  readonly headers: Record<string, string>;
  readonly payload: string;
}

/** Outbox rows that go with the COMMIT of their transaction. */
describe('the commit flight', () => {
  let trial: Trial;
  beforeAll(async () => (trial = await startTrial('commit flight')), 60_000);
  afterEach(() => trial.reset());
  afterAll(() => trial.close());

  const rows = () => trial.dataSource.query<Row[]>('SELECT * FROM outbox ORDER BY id');
  const ids = async () => (await rows()).map(({ event_id }) => event_id);
  const message = (messageId: string, payload = '{}', headers = {}): OutboxMessage => {
    return { messageId, subject: 'vw.trial.thing.counted', payload, headers };
  };
  const effect = (tx: { query(text: string): Promise<unknown> }) =>
    tx.query(`INSERT INTO effects (event_id, key, amount) VALUES ('e', 'k', 1)`);

  /** What one session is given to send while `work` is done; what is no text of SQL shows as its class. */
  async function statementsDuring(work: () => Promise<unknown>): Promise<string[]> {
    const runner = trial.dataSource.createQueryRunner();
    const session = (await runner.connect()) as { query(this: void, ...args: unknown[]): unknown };
    const [plain, sent] = [session.query, [] as string[]];
    session.query = (...args) => {
      sent.push(typeof args[0] === 'string' ? args[0] : args[0]!.constructor.name);
      return plain.apply(session as never, args);
    };
    await runner.release();
    try {
      await work();
      return sent;
    } finally {
      session.query = plain;
    }
  }

  it('writes events in one message with the COMMIT, and no statement of their own', async () => {
    await trial.append(counted(1, 'warm'));
    const sent = await statementsDuring(() =>
      trial.dataSource.transaction(async (tx) => {
        await effect(tx);
        await trial.outbox.append(tx, counted(2, 'first'));
        await trial.outbox.append(tx, counted(1, 'second'));
      }),
    );
    expect(sent).toEqual(['START TRANSACTION', expect.stringMatching(/^INSERT INTO effects/), 'OneMessage']);
    expect(await rows()).toHaveLength(4);
  });

  it('may be appended to several times at once, on a session that never did before', async () => {
    const source = await trial.anotherPool();
    await source.transaction(async (tx) => {
      await Promise.all([1, 2, 3].map((n) => trial.outbox.append(tx, counted(1, `at once ${n}`))));
    });
    await source.destroy();
    expect(await rows()).toHaveLength(3);
  });

  it('leaves a session usable whose first append met a transaction that had failed', async () => {
    const source = await trial.anotherPool(1);
    const failed = source.transaction(async (tx) => {
      await tx.query('SELECT 1 / 0').catch(() => undefined);
      await trial.outbox.append(tx, counted(1));
    });
    await expect(failed).rejects.toMatchObject({ code: '25P02' });
    await source.transaction((tx) => trial.outbox.append(tx, counted(1)));
    await source.destroy();
    expect(await rows()).toHaveLength(1);
  });

  it('keeps the order of appending, however many there are', async () => {
    const expected: string[] = [];
    await trial.dataSource.transaction(async (tx) => {
      for (const size of [3, ROW_STATEMENTS_MAX, 1, FLIGHT_ROWS_MAX, 100, 2]) {
        const messages = Array.from({ length: size }, () => message(`m${expected.push('') - 1}`));
        for (const [index, { messageId }] of messages.entries()) expected[expected.length - size + index] = messageId;
        await trial.outbox.appendMessages(tx, messages);
      }
    });
    expect(await ids()).toEqual(expected);
  });

  it('writes nothing of a transaction that is rolled back', async () => {
    const failing = trial.dataSource.transaction(async (tx) => {
      await trial.outbox.append(tx, counted(1));
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    await trial.dataSource.transaction(effect);
    expect(await ids()).toEqual([]);
  });

  it('drops what was appended after a savepoint that is rolled back to, and only that', async () => {
    await trial.dataSource.transaction(async (tx) => {
      await trial.outbox.appendMessages(tx, [message('before')]);
      const inner = tx.transaction(async (nested) => {
        await trial.outbox.appendMessages(nested, [message('inside')]);
        throw new Error('only this part');
      });
      await expect(inner).rejects.toThrow('only this part');
      await tx.transaction((nested) => trial.outbox.appendMessages(nested, [message('kept')]));
      await trial.outbox.appendMessages(tx, [message('after')]);
    });
    expect(await ids()).toEqual(['before', 'kept', 'after']);
  });

  it('commits nothing when a row cannot be written, and says why without its payload', async () => {
    await asAdministrator(trial.database, `ALTER TABLE trial.outbox ADD CONSTRAINT small CHECK (length(payload) < 50)`);
    try {
      const refused = trial.dataSource.transaction(async (tx) => {
        await effect(tx);
        await trial.outbox.appendMessages(tx, [message('fits'), message('large', JSON.stringify('x'.repeat(60)))]);
      });
      await expect(refused).rejects.toMatchObject({
        code: '23514',
        message: expect.not.stringContaining('xxx') as string,
      });
    } finally {
      await asAdministrator(trial.database, 'ALTER TABLE trial.outbox DROP CONSTRAINT small');
    }
    expect([await ids(), await trial.effects()]).toEqual([[], []]);
    await trial.append(counted(1));
    expect(await ids()).toHaveLength(1);
  });

  it('does not take a transaction for committed that had failed before', async () => {
    const poisoned = trial.dataSource.transaction(async (tx) => {
      await trial.outbox.append(tx, counted(1));
      await tx.query('SELECT 1 / 0').catch(() => undefined);
    });
    await expect(poisoned).rejects.toMatchObject({ code: '25P02' });
    expect(await ids()).toEqual([]);
  });

  it('complains when a transaction was ended past it', async () => {
    const runner = trial.dataSource.createQueryRunner();
    await runner.startTransaction();
    await trial.outbox.append(runner.manager, counted(1));
    await ((await runner.connect()) as { query(text: string): Promise<unknown> }).query('COMMIT');
    await expect(runner.release()).rejects.toThrow('without the 1 events appended');
    expect(await ids()).toEqual([]);
  });

  it('plans anew what a session has lost', async () => {
    const source = await trial.anotherPool(1);
    const append = (what: string) => source.transaction((tx) => trial.outbox.append(tx, counted(1, what)));
    await append('known');
    await source.query('DEALLOCATE ALL');
    await expect(append('lost')).rejects.toMatchObject({ code: '26000' });
    await append('again');
    const plans = await source.query('SELECT name FROM pg_prepared_statements');
    await source.destroy();
    expect(plans).toEqual([{ name: 'outbox_append' }]);
    expect(await ids()).toHaveLength(2);
  });

  describe('takes along a statement whose rows nobody needs', () => {
    const add = (amount: number) => {
      const text = `INSERT INTO effects (event_id, key, amount) SELECT * FROM unnest($1::text[], $2::text[], $3::integer[])`;
      return { name: 'add_effects', text, values: [[`e${amount}`], ['k'], [amount]] };
    };
    const amounts = async () => {
      const found = await trial.dataSource.query<{ amount: number }[]>('SELECT amount FROM effects ORDER BY amount');
      return found.map(({ amount }) => amount);
    };

    it('in one message with the events and the COMMIT, and plans it once a session', async () => {
      await trial.dataSource.transaction((tx) => runWithNext(tx, add(1)));
      const sent = await statementsDuring(() =>
        trial.dataSource.transaction(async (tx) => {
          await runWithNext(tx, add(2));
          await trial.outbox.append(tx, counted(100));
          await runWithNext(tx, add(3));
        }),
      );
      expect(sent).toEqual(['START TRANSACTION', 'OneMessage']);
      expect(await amounts()).toEqual([1, 2, 3]);
      expect(await rows()).toHaveLength(100);
    });

    it('before the next statement, which sees what it did, while events stay aboard', async () => {
      const sent = await statementsDuring(() =>
        trial.dataSource.transaction(async (tx) => {
          await trial.outbox.append(tx, counted(1));
          await runWithNext(tx, add(1));
          expect(await tx.query('SELECT amount FROM effects')).toEqual([{ amount: 1 }]);
          expect(await tx.query('SELECT * FROM outbox')).toEqual([]);
        }),
      );
      expect(sent.filter((text) => text === 'OneMessage')).toHaveLength(2);
      expect(await rows()).toHaveLength(1);
    });

    it('and drops it with the savepoint or the transaction that it belongs to', async () => {
      await trial.dataSource.transaction(async (tx) => {
        await runWithNext(tx, add(1));
        const inner = tx.transaction(async (nested) => {
          await runWithNext(nested, add(2));
          throw new Error('only this part');
        });
        await expect(inner).rejects.toThrow('only this part');
      });
      const failing = trial.dataSource.transaction(async (tx) => {
        await runWithNext(tx, add(3));
        throw new Error('changed my mind');
      });
      await expect(failing).rejects.toThrow('changed my mind');
      expect(await amounts()).toEqual([1]);
    });

    it('and commits nothing when the database refuses it', async () => {
      const refused = trial.dataSource.transaction(async (tx) => {
        await effect(tx);
        await trial.outbox.append(tx, counted(1));
        await runWithNext(tx, { ...add(1), name: 'add_nonsense', values: [['e'], ['k'], ['nonsense']] });
      });
      await expect(refused).rejects.toMatchObject({ code: '22P02' });
      expect([await ids(), await amounts()]).toEqual([[], []]);
      await trial.dataSource.transaction((tx) => runWithNext(tx, add(2)));
      await runWithNext(trial.dataSource.manager, add(3));
      expect(await amounts()).toEqual([2, 3]);
    });
  });

  it('writes every text exactly', async () => {
    const texts = [`O'Neill`, `\\'`, `a\\nb\n\r\t"`, `$1 $$ ; -- /*`, '🖼 ñ 漢', '\u0001', '', 'x'.repeat(20_000)];
    await trial.dataSource.transaction(async (tx) => {
      for (const [index, text] of texts.entries()) {
        await trial.outbox.appendMessages(tx, [message(`${index}${text.slice(0, 9)}`, text, { 'x-note': text })]);
        if (index % 3 === 2) await tx.query('SAVEPOINT written');
      }
    });
    const found = (await rows()).map(({ event_id, payload, headers }) => [event_id, payload, headers['x-note']]);
    expect(found).toEqual(texts.map((text, index) => [`${index}${text.slice(0, 9)}`, text, text]));
  });

  it('leaves a caller whose line breaks at the COMMIT with an error, and the pool usable', async () => {
    await trial.append(counted(1, 'warm'));
    const cut = trial.dataSource.transaction(async (tx) => {
      await trial.outbox.append(tx, counted(1));
      const [{ pid }] = await tx.query<[{ pid: number }]>('SELECT pg_backend_pid() AS pid');
      await asAdministrator(trial.database, `SELECT pg_terminate_backend(${pid})`);
    });
    await expect(cut).rejects.toThrow();
    await trial.append(counted(1));
    expect(await rows()).toHaveLength(2);
  });

  it('refuses what no text of the database holds, and goes on', async () => {
    const refused = trial.dataSource.transaction((tx) => trial.outbox.appendMessages(tx, [message('nul', 'a\0b')]));
    await expect(refused).rejects.toMatchObject({ code: '22021' });
    await trial.append(counted(1));
    expect(await ids()).toHaveLength(1);
  });
});
