import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { createDataSource, ensureServiceRoles, migrate } from '@vividwalls/persistence';
import {
  createTestDatabase,
  eventually,
  startTestNats,
  TEST_ROLE_PASSWORD,
  type NatsServer,
} from '@vividwalls/testing';
import { DataSource } from 'typeorm';
import {
  connectBroker,
  MessagingRuntime,
  Outbox,
  provisionStreams,
  QuestionInvalid,
  Requests,
  silentLog,
  UnitOfWork,
  type NewEvent,
} from '../index.js';
import { BookLent, BookReturned } from './events.js';
import { Lending } from './lending.js';
import { LibraryModule, STREAMS } from './library.module.js';
import { countOpenLoans } from './open-loans.js';
import { Library1700000000000 } from './tables.js';

const PATIENCE = { timeoutMs: 20_000 };
const DUE = { dueAt: '2030-01-01T00:00:00.000Z' };

describe('the example', () => {
  let app: INestApplicationContext;
  const undo: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    const [database, nats] = await Promise.all([createTestDatabase('library'), startTestNats()]);
    undo.push(
      () => database.drop(),
      () => nats.stop(),
    );
    const password = TEST_ROLE_PASSWORD;
    await ensureServiceRoles(database.adminUrl, [{ schema: 'library', password, ownerPassword: password }]);
    const ownerUrl = database.url('vw_library_owner');
    await migrate({ url: ownerUrl, schema: 'library', migrations: [Library1700000000000] });
    await provision(nats);
    const databaseUrl = database.url('vw_library');
    const dataSource = await createDataSource({ url: databaseUrl, schema: 'library' }).initialize();
    undo.push(() => dataSource.destroy());
    const library = LibraryModule.forRoot({ brokerUrl: nats.url, databaseUrl, dataSource, log: silentLog });
    app = await NestFactory.createApplicationContext(library, { logger: false, abortOnError: false });
    undo.push(() => app.close());
  }, 60_000);

  afterAll(async () => {
    for (const one of undo.reverse()) await one();
  }, 30_000);

  const query = <T>(statement: string, values: unknown[]) => app.get(DataSource).query<T[]>(statement, values);
  const reminders = (loanId: string) => query('SELECT reader FROM reminders WHERE loan_id = $1', [loanId]);
  const open = async (reader: string) => (await app.get(Requests).ask(countOpenLoans, { reader })).open;
  const consumer = (name: string) =>
    app.get(MessagingRuntime).consumers.find(({ definition }) => definition.name === name)!;

  it('says what it did, hears it once, keeps its read model and answers from it', async () => {
    const loanId = await app.get(Lending).lend({ reader: 'ada', title: 'Notes', ...DUE });
    await eventually(async () => expect(await reminders(loanId)).toEqual([{ reader: 'ada' }]), PATIENCE);
    await eventually(async () => {
      expect(await query('SELECT * FROM open_loans WHERE reader = $1', ['ada'])).toEqual([{ reader: 'ada', open: 1 }]);
    }, PATIENCE);
    expect(await open('ada')).toBe(1);

    await app.get(Lending).giveBack(loanId);
    await eventually(async () => expect(await reminders(loanId)).toEqual([]), PATIENCE);
    await eventually(async () => expect(await open('ada')).toBe(0), PATIENCE);
    const said = await query<{ event_id: string }>('SELECT event_id FROM outbox ORDER BY id', []);
    const heard = (name: string) => query('SELECT event_id FROM inbox WHERE consumer = $1 ORDER BY event_id', [name]);
    expect(await heard('library')).toEqual(said);
    expect(await heard('library_open_loans')).toEqual(said);
  }, 60_000);

  it('says nothing of what did not happen', async () => {
    const before = await query('SELECT count(*) FROM outbox', []);
    await expect(app.get(Lending).giveBack('00000000-0000-4000-8000-000000000000')).rejects.toThrow('there is no loan');
    expect(await query('SELECT count(*) FROM outbox', [])).toEqual(before);
  });

  it('lets a return that came first wait for its loan', async () => {
    const loanId = '00000000-0000-4000-8000-000000000001';
    const append = (event: NewEvent) => app.get(UnitOfWork).run((tx) => app.get(Outbox).append(tx, [event]));
    await append({ event: BookReturned, subject: loanId, data: { loanId, reader: 'bob' } });
    await eventually(() => expect(consumer('library').waiting).toBe(1), PATIENCE);
    await append({ event: BookLent, subject: loanId, data: { loanId, reader: 'bob', title: 'Notes', ...DUE } });
    await eventually(async () => expect(await query('SELECT 1 FROM waiting', [])).toEqual([]), PATIENCE);
    expect(await reminders(loanId)).toEqual([]);
    await eventually(async () => expect(await open('bob')).toBe(0), PATIENCE);
  }, 60_000);

  it('builds its read model anew from the events, and it is the same', async () => {
    await app.get(Lending).lend({ reader: 'cleo', title: 'Letters', ...DUE });
    await eventually(async () => expect(await open('cleo')).toBe(1), PATIENCE);
    const before = await query('SELECT * FROM open_loans ORDER BY reader', []);
    const { replays } = app.get(MessagingRuntime);
    const order = { from: 'beginning', reason: 'to see that it works', actor: 'user:librarian' } as const;
    const id = await replays.start('open-loans', order);
    await replays.settled();
    expect(await replays.find(id)).toMatchObject({ phase: 'done', failed: 0 });
    expect(await query('SELECT * FROM open_loans ORDER BY reader', [])).toEqual(before);
    await eventually(async () => expect(await query('SELECT 1 FROM outbox_unpublished', [])).toEqual([]), PATIENCE);
  }, 60_000);

  it('refuses a question that is none', async () => {
    await expect(app.get(Requests).ask(countOpenLoans, {} as { reader: string })).rejects.toThrow(QuestionInvalid);
  });
});

async function provision(nats: NatsServer): Promise<void> {
  const connection = await connectBroker({ url: nats.url, name: 'administrator' });
  await provisionStreams(connection, STREAMS);
  await connection.close();
}
