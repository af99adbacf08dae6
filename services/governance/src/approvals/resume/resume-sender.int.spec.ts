import { Webhook } from 'standardwebhooks';
import { approvalDetailView } from '../api/approval-views.js';
import { ApprovalOffice, RESUME_SECRET } from '../testing/approval-office.js';
import { WaitNode } from '../testing/wait-node.js';
import type { ResumeCall } from './resume-call.js';
import { findResume, type Resume } from './resume-rows.js';
import { GIVE_UP_AFTER_MS, type ResumeSender } from './resume-sender.js';

let node: WaitNode;
let office: ApprovalOffice;
let sender: ResumeSender;
beforeAll(async () => {
  node = await WaitNode.listen();
  office = await ApprovalOffice.open('approval-resumes', { hosts: [node.host, 'n8n.example.invalid'] });
  sender = office.sender();
});
afterAll(async () => {
  await sender?.beforeApplicationShutdown();
  await office?.drop();
  await node?.close();
});
beforeEach(() => void (node.answer = 200));

const waiting = (execution: string) => office.asked({ resumeUrl: node.url(execution) });
const resumeOf = async (id: string): Promise<Resume> => (await findResume(office.dataSource, id))!;
const sendAll = async () => {
  while ((await sender.sendDue()) > 0);
};

describe('a workflow that waits', () => {
  it('is told of the decision, signed, once', async () => {
    const { id, key, digest } = await waiting('one');
    await sendAll();
    expect([node.callsOf('one'), (await resumeOf(id)).state]).toEqual([[], 'waiting']);
    await office.deciding.vote(office.word(id, 'user:owner', 'it is right'), 'approve');
    expect((await resumeOf(id)).state).toBe('due');
    await sendAll();
    await sendAll();
    const [call, ...more] = node.callsOf('one');
    expect(more).toEqual([]);
    expect(JSON.parse(call!.body) as ResumeCall).toEqual({
      ...{ approvalId: id, key, digest, act: 'order.mark_fulfilled', subject: expect.stringMatching(/^order-/) },
      ...{ verdict: 'approved', reason: 'it is right', decidedBy: ['user:owner'] },
      ...{ decidedAt: '2026-11-29T12:00:00.000Z', useBy: '2026-12-06T12:00:00.000Z' },
    });
    // The standard's library compares with the wall clock, and the specs' clock stands elsewhere: the time is read back.
    const signed = call!.headers as Record<string, string>;
    const real = Date.now;
    Date.now = () => Number(signed['webhook-timestamp']) * 1_000;
    try {
      expect(new Webhook(RESUME_SECRET).verify(call!.body, signed)).toMatchObject({ approvalId: id });
    } finally {
      Date.now = real;
    }
    expect(await resumeOf(id)).toMatchObject({ state: 'delivered', attempts: 1, lastError: null });
  });

  it.each([
    ['rejected', (id: string) => office.deciding.vote(office.word(id), 'reject')],
    ['changes_asked', (id: string) => office.deciding.vote(office.word(id), 'ask_changes')],
    ['withdrawn', (id: string) => office.deciding.withdraw(office.word(id, 'agent:orders'))],
    [
      'expired',
      async () => {
        office.clock.passS(86_400);
        while ((await office.sweeper().sweep()) > 0);
      },
    ],
  ] as const)('is told that it was %s', async (verdict, end) => {
    const { id } = await waiting(verdict);
    await end(id);
    await sendAll();
    const [call] = node.callsOf(verdict);
    expect((JSON.parse(call!.body) as ResumeCall).verdict).toBe(verdict);
  });

  it('is told again, later and later, under the same id, until it answers', async () => {
    const { id } = await waiting('slow');
    node.answer = 404;
    await office.deciding.vote(office.word(id), 'approve');
    const delays: number[] = [];
    for (let attempt = 1; attempt <= 6; attempt += 1) {
      await sendAll();
      const { attempts, dueAt, lastError } = await resumeOf(id);
      expect([attempts, lastError]).toEqual([attempt, 'answered 404']);
      delays.push(dueAt!.getTime() - office.clock.now().getTime());
      expect(delays.at(-1)).toBeGreaterThanOrEqual(500 * 2 ** (attempt - 1));
      expect(delays.at(-1)).toBeLessThanOrEqual(1_000 * 2 ** (attempt - 1));
      await sendAll();
      expect(node.callsOf('slow')).toHaveLength(attempt);
      office.clock.passS(Math.ceil(delays.at(-1)! / 1_000));
    }
    node.answer = 200;
    await sendAll();
    expect(await resumeOf(id)).toMatchObject({ state: 'delivered', attempts: 7 });
    expect(new Set(node.callsOf('slow').map(({ headers }) => headers['webhook-id']))).toEqual(new Set([id]));
  });

  it('that is gone is undeliverable after an hour: shown, and told', async () => {
    const { id } = await waiting('gone');
    node.answer = 410;
    await office.deciding.vote(office.word(id), 'approve');
    await sendAll();
    office.clock.passS(GIVE_UP_AFTER_MS / 1_000 - 1);
    await sendAll();
    expect((await resumeOf(id)).state).toBe('due');
    office.clock.passS(600);
    await sendAll();
    expect(await resumeOf(id)).toMatchObject({
      state: 'undeliverable',
      attempts: 3,
      lastError: 'answered 410',
      dueAt: null,
    });
    const told = (await office.told(id)).at(-1)!;
    expect(told).toMatchObject({
      type: 'approval.undeliverable',
      envelope: { data: { approvalId: id, host: node.host, attempts: 3, lastError: 'answered 410' } },
    });
    office.clock.passS(86_400);
    await sendAll();
    expect(node.callsOf('gone')).toHaveLength(3);
  });

  it('is tried again when whoever called died before it was written', async () => {
    const { id } = await waiting('crash');
    await office.deciding.vote(office.word(id), 'approve');
    await office.query(
      `UPDATE approval_resumes SET attempts = 1, due_at = due_at + interval '60 seconds' WHERE approval_id = $1`,
      [id],
    );
    await sendAll();
    expect(node.callsOf('crash')).toEqual([]);
    office.clock.passS(60);
    await sendAll();
    expect(node.callsOf('crash')).toHaveLength(1);
  });

  it('is told by one of several replicas', async () => {
    const asked = await Promise.all(Array.from({ length: 30 }, () => waiting('many')));
    for (const { id } of asked) await office.deciding.vote(office.word(id), 'approve');
    const others = [office.sender(), office.sender(), office.sender()];
    await Promise.all(
      others.map(async (other) => {
        while ((await other.sendDue()) > 0);
      }),
    );
    expect(
      node
        .callsOf('many')
        .map(({ headers }) => headers['webhook-id'])
        .sort(),
    ).toEqual(asked.map(({ id }) => id).sort());
    await Promise.all(others.map((other) => other.beforeApplicationShutdown()));
  });

  it('keeps the reason when nobody is there at all', async () => {
    const { id } = await office.asked({ resumeUrl: 'https://n8n.example.invalid/webhook-waiting/1' });
    await office.deciding.vote(office.word(id), 'approve');
    await sendAll();
    const { state, lastError } = await resumeOf(id);
    expect(state).toBe('due');
    expect(lastError).toMatch(/n8n\.example\.invalid|ENOTFOUND|EAI_AGAIN/);
  });
});

describe('an address', () => {
  it.each([
    ['another host', 'http://169.254.169.254/latest/meta-data', 'is not in GOVERNANCE_RESUME_HOSTS'],
    ['another scheme', 'file:///etc/passwd', 'file: is not http'],
    ['no address', 'n8n', 'is no address'],
  ])('of %s is refused when it is asked', async (_what, resumeUrl, reason) => {
    const answer = await office.asking.ask(office.question({ resumeUrl }));
    expect(answer).toMatchObject({ verdict: 'refused', reason: expect.stringContaining(reason) });
  });

  it('is shown by its host alone', async () => {
    const { id } = await waiting('shown');
    const { resume } = approvalDetailView(await office.reading.details(id), 'user:owner');
    expect(resume).toMatchObject({ state: 'waiting', host: node.host, attempts: 0 });
    expect(JSON.stringify(resume)).not.toContain('signature');
  });
});
