import { createHash, randomUUID } from 'node:crypto';
import { STREAMS, type EventDeadLettered } from '@vividwalls/events';
import { connectBroker, provisionStreams, type Letter, type LetterGroup } from '@vividwalls/messaging';
import { ensureServiceRoles, migrate, ownerRole, runtimeRole } from '@vividwalls/persistence';
import { bootstrap, type RunningService } from '@vividwalls/platform';
import {
  createTestDatabase,
  eventually,
  freePort,
  startTestNats,
  TEST_ROLE_PASSWORD,
  type NatsServer,
  type TestDatabase,
} from '@vividwalls/testing';
import { Client } from 'pg';
import { migrations } from '../migrations/index.js';
import { gateway } from '../service.js';
import type { LetterJobView } from './job-views.js';

const ADMIN_KEY = 'the-owner-of-this-spec';
const REASON = 'the account exists now';
const TYPE = 'vw.reports.cost.incurred.v1';
const COST = {
  agentId: 'copywriter',
  category: 'llm',
  amountMinor: 'twelve',
  currency: 'USD',
  description: 'a headline',
  occurredAt: '2026-03-01T10:00:00Z',
};

let database: TestDatabase;
let nats: NatsServer;
let service: RunningService;
let broker: Awaited<ReturnType<typeof connectBroker>>;
let readerKey: string;

beforeAll(async () => {
  [database, nats] = await Promise.all([createTestDatabase('desk'), startTestNats()]);
  const password = TEST_ROLE_PASSWORD;
  await ensureServiceRoles(database.adminUrl, [{ schema: 'gateway', password, ownerPassword: password }]);
  await migrate({ url: database.url(ownerRole('gateway')), schema: 'gateway', migrations });
  broker = await connectBroker({ url: nats.url, name: 'spec' });
  await provisionStreams(broker, STREAMS);
  const env = {
    VW_SERVICE_PORT: String(await freePort()),
    VW_INTERNAL_SECRET: 'a secret of more than thirty-two characters',
    VW_ADMIN_KEY: ADMIN_KEY,
    SHOPIFY_WEBHOOK_SECRETS: 'shopify',
    N8N_WEBHOOK_SECRET: 'whsec_bjhuIHNlY3JldA==',
    DATABASE_URL: database.url(runtimeRole('gateway')),
    NATS_URL: nats.userUrl('gateway'),
    LOG_LEVEL: 'error',
  };
  service = await bootstrap(gateway, { env, ownsProcess: false });
  const body = { name: 'reader', scopes: ['gateway:read'] };
  readerKey = (await ask<{ key: string }>('POST', '../keys', body)).body.key;
}, 60_000);

afterAll(async () => {
  await service?.close();
  await broker?.close();
  await nats?.stop();
  await database?.drop();
});

interface Answer<T> {
  readonly status: number;
  readonly body: T & { title?: string; detail?: string; faults?: { pointer: string }[] };
}

async function ask<T>(method: string, path: string, body?: object, headers: object = {}): Promise<Answer<T>> {
  const place = path === '' || path.startsWith('?') ? path : `/${path}`;
  const response = await fetch(`${service.url}/api/gateway/dead-letters${place}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_KEY}`, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Answer<T>['body'] };
}
const get = async <T>(path: string): Promise<T> => (await ask<T>('GET', path)).body;

/** As a consumer does. Returns the letter's id once the desk shows it. */
async function deadLetter(data: Partial<EventDeadLettered> = {}): Promise<string> {
  const [id, eventId] = [randomUUID(), randomUUID()];
  const envelope = (type: string, of: string, payload: object) => ({
    ...{ specversion: '1.0', id: of, source: 'vividwalls/finance', type, subject: `subject of ${of}` },
    ...{ time: new Date().toISOString(), version: 0, correlationid: of, causationid: of, actor: 'system' },
    ...{ test: false, shop: '', datacontenttype: 'application/json', data: payload },
  });
  const letter: EventDeadLettered = {
    consumer: 'finance',
    reason: 'permanent',
    error: 'Permanent: twelve is no amount\n    at book',
    attempts: 1,
    origin: {
      ...{
        stream: 'REPORTS',
        streamCreatedAt: '2026-01-01T00:00:00Z',
        sequence: 3,
        subject: 'vw.reports.cost.incurred',
      },
      ...{ eventId, eventType: TYPE },
    },
    payload: JSON.stringify(envelope(TYPE, eventId, COST)),
    ...{ encoding: 'utf8', redrives: 0, previousLetterId: null },
    ...data,
  };
  const event = envelope('vw.dlq.event.dead_lettered.v1', id, letter);
  broker.publish('vw.dlq.event.dead_lettered', JSON.stringify(event));
  await eventually(async () => expect((await ask('GET', id)).status).toBe(200));
  return id;
}

/** What the gateway has appended to its outbox with this subject, newest last. */
async function appended(subject: string): Promise<{ subject: string; payload: string; actor?: string }[]> {
  const client = new Client({ connectionString: database.adminUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ subject: string; payload: string }>(
      'SELECT subject, payload FROM gateway.outbox WHERE subject = $1 ORDER BY id',
      [subject],
    );
    return rows.map((row) => ({ ...row, ...(JSON.parse(row.payload) as object) }));
  } finally {
    await client.end();
  }
}

describe('the desk behind the door', () => {
  it('lists what is open, finds it by its parts, and shows all of it', async () => {
    const id = await deadLetter();
    const { items } = await get<{ items: Letter[] }>('?text=NO%20amount&type=vw.reports.*&consumer=finance&limit=1');
    expect(items).toMatchObject([
      { id, state: 'open', consumer: 'finance', origin: { stream: 'REPORTS', eventType: TYPE } },
    ]);
    const letter = await get<Letter>(id);
    expect(JSON.parse(letter.payload)).toMatchObject({ data: COST });
    expect((await get<{ items: Letter[] }>(`?state=all&id=${id.slice(0, 13)}`)).items).toMatchObject([{ id }]);
    const { items: groups } = await get<{ items: LetterGroup[] }>('summary?state=open&consumer=finance');
    expect(groups).toMatchObject([{ consumer: 'finance', type: TYPE, reason: 'permanent', count: expect.any(Number) }]);
    expect((await ask('GET', randomUUID())).status).toBe(404);
  });

  it('pages to the end', async () => {
    const ids = [await deadLetter(), await deadLetter(), await deadLetter()];
    const found: string[] = [];
    for (let cursor = ''; ;) {
      const page = await get<{ items: Letter[]; nextCursor?: string }>(`?limit=2${cursor && `&cursor=${cursor}`}`);
      found.push(...page.items.map(({ id }) => id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(found).toEqual(expect.arrayContaining(ids));
    expect(new Set(found).size).toBe(found.length);
  });

  it.each([
    'state=lost',
    'text=ab',
    'since=yesterday',
    'since=2026-13-01',
    'cursor=7',
    'id=xyz',
    'consumer=a%00',
    'x=1',
  ])('refuses the query %s', async (query) => expect((await ask('GET', `?${query}`)).status).toBe(400));

  it('is documented with all its filters and answers', async () => {
    interface Operation {
      parameters: { name: string }[];
      responses: Record<string, { content?: { 'application/json': { schema: { $ref: string } } } }>;
    }
    const response = await fetch(`${service.url}/openapi.json`);
    const { paths, components } = (await response.json()) as {
      paths: Record<string, Record<'get' | 'post', Operation>>;
      components: { schemas: Record<string, object> };
    };
    const list = paths['/api/gateway/dead-letters']!.get;
    const filters = [
      'consumer',
      'type',
      'reason',
      'stream',
      'text',
      'since',
      'until',
      'state',
      'id',
      'cursor',
      'limit',
    ];
    expect(list.parameters.map(({ name }) => name).sort()).toEqual(filters.sort());
    const bulk = paths['/api/gateway/dead-letters/redrives']!.post;
    expect(bulk.parameters.map(({ name }) => name)).toContain('idempotency-key');
    const answers = [list.responses['200'], bulk.responses['200'], bulk.responses['202']];
    for (const answer of answers) {
      const name = answer!.content!['application/json'].schema.$ref.split('/').at(-1)!;
      expect(components.schemas).toHaveProperty(name);
    }
  });

  it('sends a mended event to its consumer, told with who did it', async () => {
    const id = await deadLetter();
    const faulty = await ask('POST', `${id}/redrive`, { reason: REASON, data: { ...COST, extra: 1 } });
    expect(faulty.status).toBe(422);
    expect(faulty.body.faults!.map(({ pointer }) => pointer).sort()).toEqual(['/data/amountMinor', '/data/extra']);
    const data = { ...COST, amountMinor: '12' };
    const { status, body } = await ask<Letter>('POST', `${id}/redrive`, { reason: REASON, data });
    expect({ status, state: body.state }).toEqual({ status: 200, state: 'redriving' });
    const sent = (await appended('vw.redrive.finance')).at(-1)!;
    expect(sent).toMatchObject({ type: TYPE, data });
    expect((await appended('vw.dlq.letter.redriven')).at(-1)).toMatchObject({
      subject: id,
      actor: 'user:owner',
      data: {
        letterId: id,
        reason: REASON,
        edited: true,
        payloadSha256: createHash('sha256').update(sent.payload).digest('hex'),
      },
    });
    const again = await ask('POST', `${id.toUpperCase()}/redrive`, { reason: REASON });
    expect(again).toMatchObject({ status: 409, body: { detail: expect.stringContaining('user:owner') } });
    // The event comes back through the stream and changes nothing that is known already.
    await eventually(async () => expect(await get<Letter>(id)).toEqual(body));
  });

  it('keeps the record from being given a mended message', async () => {
    const id = await deadLetter({ consumer: 'audit' });
    const { status, body } = await ask('POST', `${id}/redrive`, {
      reason: REASON,
      data: { ...COST, amountMinor: '12' },
    });
    expect({ status, detail: body.detail }).toMatchObject({ status: 409, detail: expect.stringContaining('forged') });
    expect((await ask('POST', `${id}/redrive`, { reason: REASON })).status).toBe(200);
  });

  it('discards for good, with a reason that is one line', async () => {
    const id = await deadLetter();
    for (const body of [{}, { reason: 'no' }, { reason: 'two\nlines' }, { reason: REASON, data: {} }]) {
      expect((await ask('POST', `${id}/discard`, body)).status).toBe(400);
    }
    expect((await ask<Letter>('POST', `${id}/discard`, { reason: REASON })).body.state).toBe('discarded');
    expect((await ask('POST', `${id}/redrive`, { reason: REASON })).status).toBe(409);
  });

  it('lets who may read look, and not act', async () => {
    const id = await deadLetter();
    const reader = { authorization: `Bearer ${readerKey}` };
    for (const path of ['', 'summary', id, 'jobs']) {
      expect((await ask('GET', path, undefined, reader)).status).toBe(200);
    }
    const paths = [`${id}/redrive`, `${id}/discard`, 'redrives', 'discards', `jobs/${id}/abort`];
    for (const path of paths) {
      expect((await ask('POST', path, { reason: REASON, filter: {} }, reader)).status).toBe(403);
    }
    expect(await get<Letter>(id)).toMatchObject({ state: 'open' });
  });
});

describe('a job behind the door', () => {
  const finished = (id: string) =>
    eventually(async () => expect((await get<LetterJobView>(`jobs/${id}`)).state).toBe('finished'));

  it('counts first, then acts on what it counted, once for an idempotency key', async () => {
    const consumer = 'segments';
    const ids = [await deadLetter({ consumer }), await deadLetter({ consumer }), await deadLetter({ consumer })];
    const body = { filter: { consumer }, reason: REASON, ratePerSecond: 100 };
    const dry = await ask('POST', 'redrives', { ...body, dryRun: true });
    expect(dry).toMatchObject({
      status: 200,
      body: { dryRun: true, total: 3, groups: [{ consumer, count: 3 }], first: [{ id: ids[0] }, {}, {}] },
    });
    expect(await get<{ items: unknown[] }>(`?consumer=${consumer}`)).toMatchObject({ items: { length: 3 } });
    const key = { 'idempotency-key': randomUUID() };
    const made = await ask<LetterJobView>('POST', 'redrives', body, key);
    expect(made).toMatchObject({ status: 202, body: { kind: 'redrive', total: 3, actor: 'user:owner' } });
    expect((await ask<LetterJobView>('POST', 'redrives', body, key)).body.id).toBe(made.body.id);
    expect((await ask('POST', 'discards', body, key)).status).toBe(422);
    await finished(made.body.id);
    expect(await get<LetterJobView>(`jobs/${made.body.id}`)).toMatchObject({ done: 3, skipped: 0 });
    expect(await appended('vw.redrive.segments')).toHaveLength(3);
    await deadLetter({ consumer, previousLetterId: ids[0]!, redrives: 1 });
    await eventually(async () =>
      expect(await get<LetterJobView>(`jobs/${made.body.id}`)).toMatchObject({ handled: 0, failedAgain: 1 }),
    );
    expect((await get<{ items: LetterJobView[] }>('jobs')).items[0]).toMatchObject({ id: made.body.id });
  });

  it('is aborted in between, and only once', async () => {
    const consumer = 'commerce';
    for (let n = 0; n < 3; n += 1) await deadLetter({ consumer });
    const { body: job } = await ask<LetterJobView>('POST', 'discards', {
      ...{ filter: { consumer }, reason: REASON, ratePerSecond: 1 },
    });
    const aborted = await ask<LetterJobView>('POST', `jobs/${job.id}/abort`, { reason: 'it was the wrong filter' });
    expect(aborted).toMatchObject({ status: 200, body: { state: 'aborted', abortReason: 'it was the wrong filter' } });
    const { total, done, skipped, left } = aborted.body;
    expect({ total, skipped, left }).toEqual({ total: 3, skipped: 0, left: 3 - done });
    expect((await ask('POST', `jobs/${job.id}/abort`, { reason: REASON })).status).toBe(409);
    expect((await ask('POST', `jobs/${randomUUID()}/abort`, { reason: REASON })).status).toBe(404);
    const { items } = await get<{ items: Letter[] }>(`?consumer=${consumer}`);
    expect(items.length).toBe(3 - aborted.body.done);
  });

  it.each([
    [{ reason: REASON }],
    [{ filter: [], reason: REASON }],
    [{ filter: { state: 'handled' }, reason: REASON }],
    [{ filter: { text: 'ab' }, reason: REASON }],
    [{ filter: {}, reason: '' }],
    [{ filter: {}, reason: REASON, ratePerSecond: 0 }],
    [{ filter: {}, reason: REASON, dryRun: 'yes' }],
  ])('is not made of %j', async (body) => {
    expect((await ask('POST', 'redrives', body)).status).toBe(400);
  });
});
