import {
  connectBroker,
  Requests,
  RequestServer,
  silentLog,
  type ArchivedMessage,
  type ArchiveQuery,
  type ArchiveReader,
} from '@vividwalls/messaging';
import { startTestNats, type NatsServer } from '@vividwalls/testing';
import { archiveAnswerer, remoteArchive } from './remote-archive.js';

const MESSAGES = [1, 2, 3, 4, 5].map((n): ArchivedMessage => ({
  row: String(n),
  messageId: `event-${n}`,
  subject: n % 2 ? 'vw.finance.entry.booked' : 'vw.finance.entry.corrected',
  headers: { traceparent: '00-1-2-01' },
  payload: `{"id":"event-${n}","text":"ä\\"${n}"}`,
  createdAt: new Date(Date.UTC(2026, 0, n)),
}));

/** An archive in memory that keeps to the rules of one. */
const archive = {
  asked: [] as ArchiveQuery[],
  page(query: ArchiveQuery) {
    this.asked.push(query);
    const { subjects, from, after = '0', limit } = query;
    const found = MESSAGES.filter(
      ({ row, subject, createdAt }) =>
        Number(row) > Number(after) &&
        (subjects.length === 0 || subjects.includes(subject)) &&
        (!from || createdAt >= from),
    ).slice(0, limit);
    return Promise.resolve(found.length < limit ? { messages: found } : { messages: found, next: found.at(-1)!.row });
  },
};

describe('the archive of another service', () => {
  let nats: NatsServer;
  let server: RequestServer;
  let remote: ArchiveReader;
  const closers: (() => Promise<void>)[] = [];
  const connectedAs = async (user: string) => {
    const connection = await connectBroker({ url: nats.userUrl(user), name: user });
    closers.push(() => connection.close());
    return { namespace: 'vw', service: user, connection, log: silentLog };
  };
  beforeAll(async () => {
    nats = await startTestNats();
    server = new RequestServer(await connectedAs('finance'));
    await server.start([archiveAnswerer('finance', archive)]);
    remote = remoteArchive(new Requests(await connectedAs('audit')), 'finance');
  });
  afterAll(async () => {
    await server.stop();
    await Promise.all(closers.map((close) => close()));
    await nats.stop();
  });

  it('is read page by page, with the rights that services have, as if it were one’s own', async () => {
    const read: ArchivedMessage[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page = await remote.page({ subjects: [], after, limit: 2 });
      read.push(...page.messages);
      after = page.next;
    }
    expect(read).toEqual(MESSAGES);
  });

  it('is asked for what is wanted only', async () => {
    const from = new Date('2026-01-02T12:00:00Z');
    const query = { subjects: ['vw.finance.entry.booked'], from, after: '0', limit: 500 };
    const page = await remote.page(query);
    expect(page.messages.map(({ messageId }) => messageId)).toEqual(['event-3', 'event-5']);
    expect(page).not.toHaveProperty('next');
    expect(archive.asked.at(-1)).toEqual(query);
  });

  it('refuses what is more than a page', async () => {
    await expect(remote.page({ subjects: [], limit: 501 })).rejects.toMatchObject({ code: 'question-invalid' });
  });
});
