import type { ApprovalDetailShown, PolicyDryRunShown, PolicyShown, PolicyTestShown } from '@vividwalls/contracts';
import { run } from '../run.js';
import { FakeGateway, type Answer, type Seen } from '../testing/fake-gateway.js';
import { fakeTerminal } from '../testing/fake-terminal.js';

const gateway = new FakeGateway();
beforeAll(() => gateway.open());
afterAll(() => gateway.close());
beforeEach(() => void (gateway.seen.length = 0));

/** Runs `vw approvals …` against a gateway that answers by `METHOD path`. */
async function vw(args: readonly string[], answers: Readonly<Record<string, Answer>> = {}) {
  const terminal = fakeTerminal();
  gateway.answer = ({ method, path }: Seen) =>
    answers[`${method} ${path}`] ?? { status: 404, json: { title: 'No such approval' } };
  const code = await run(['approvals', ...args, '--url', gateway.url, '--key', 'a-key'], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

const sent = () => JSON.parse(gateway.seen.at(-1)!.body.toString('utf8')) as Record<string, unknown>;

const LIST = 'GET /api/governance/approvals';
const ONE = '/api/governance/approvals/a1';
const POLICIES = '/api/governance/policies';
const REASON = ['--reason', 'the photo shows it'];

const policy = {
  ...({ id: 'refund', version: 1, name: 'Every refund needs two people', effect: 'ask', outcome: 'holds' } as const),
  ...{ why: 'true', source: 'the owner' },
};
const waiting: ApprovalDetailShown = {
  ...{
    id: 'a1',
    key: 'refund:1001',
    act: 'order.refund',
    title: 'Give money back for an order',
    dataClass: 'financial',
  },
  ...{
    subject: '1001',
    state: 'pending',
    why: 'It came torn',
    costOfWaiting: null,
    asker: 'agent:refunds',
    taskId: null,
  },
  ...{ test: false, policies: [policy], votesNeeded: 2, votesGiven: 1, approvers: [], delegates: ['user:anna'] },
  ...{
    askedAt: '2026-11-29T10:00:00Z',
    expiresAt: '2026-11-30T10:00:00Z',
    reason: 'waits for 2 people',
    endedAt: null,
  },
  ...{ endedBy: [], useBy: null, usedAt: null, usedFor: null, digest: 'd', facts: {}, does: { refund: '4500' } },
  ...{ before: {}, after: {}, moreChanges: 0, votes: [], replaces: null, replacedBy: null, resume: null },
  changes: [
    { pointer: '/refundedMinor', kind: 'changed', before: '0', after: '4500' },
    { pointer: '/note', kind: 'added', after: { by: 'agent' } },
  ],
  timeline: [{ seq: 1, kind: 'ask', actor: 'agent:refunds', note: 'waits', at: '2026-11-29T10:00:00Z' }],
};
const approved: ApprovalDetailShown = {
  ...waiting,
  ...{ state: 'approved', votesGiven: 2, endedAt: '2026-11-29T11:00:00Z', endedBy: ['user:owner', 'user:anna'] },
  ...{ reason: 'fine', useBy: '2026-12-06T11:00:00Z' },
};

describe('vw approvals list', () => {
  it('shows what waits, for whom and until when', async () => {
    const { code, out } = await vw(['list'], { [LIST]: { json: { items: [waiting] } } });
    expect(code).toBe(0);
    expect(gateway.seen[0]!.query).toEqual({ state: 'pending', limit: '50' });
    expect(out).toContain('a1\torder.refund\t1001\tagent:refunds\trefund\tpending\t2026-11-30T10:00:00Z\t1 of 2');
  });

  it('asks for what is wanted', async () => {
    const more = ['--act', 'order.refund', '--asker', 'agent:refunds', '--about', '1001', '--mine', '--soonest'];
    const { out } = await vw(['list', ...more, '--limit', '7'], { [LIST]: { json: { items: [] } } });
    expect(gateway.seen[0]!.query).toEqual({
      ...{ state: 'pending', act: 'order.refund', asker: 'agent:refunds', subject: '1001' },
      ...{ mine: 'true', order: 'soonest', limit: '7' },
    });
    expect(out).toBe('Nothing waits.\n');
    expect((await vw(['list', '--state', 'lapsed'], { [LIST]: { json: { items: [] } } })).out).toBe(
      'Nothing is lapsed.\n',
    );
    expect((await vw(['list', '--state', 'maybe'])).code).toBe(2);
  });
});

describe('vw approvals show', () => {
  const show = (json: ApprovalDetailShown) => vw(['show', 'a1'], { [`GET ${ONE}`]: { json } });

  it('says what would change, why, by which policy and who said what', async () => {
    const { code, out } = await show(waiting);
    expect(code).toBe(0);
    expect(out).toContain('refund@1\tEvery refund needs two people\ttrue');
    expect(out).toContain('/refundedMinor\t0\t4500');
    expect(out).toContain('/note\t(not there)\t{"by":"agent"}');
    expect(out).toMatch(/waiting costs\s+nobody said/);
    expect(out).toMatch(/decided by\s+user:anna \(delegated\)/);
    expect(out).toContain('2026-11-29T10:00:00Z\task\tagent:refunds\twaits');
  });

  it('says what is not known, and what became of it', async () => {
    const resume = {
      ...({ state: 'undeliverable', host: 'n8n:5678', attempts: 14, dueAt: null, lastError: 'answered 404' } as const),
      endedAt: null,
    };
    const used = { usedFor: 'refund-7', replacedBy: 'a2', resume, changes: null, policies: [] };
    const { out } = await show({ ...approved, ...used });
    expect(out).toMatch(/ended\s+2026-11-29T11:00:00Z by user:owner and user:anna/);
    expect(out).toMatch(/used for\s+refund-7/);
    expect(out).toMatch(/workflow\s+undeliverable at n8n:5678, 14 tries/);
    expect(out).toContain('What is there now is not known. It would do:\n  {\n    "refund": "4500"\n  }\n');
    expect(out).toContain('No policy wants a person.');
  });

  it('ends with 5 when there is none', async () => expect((await vw(['show', 'a1'])).code).toBe(5));
});

describe('vw approvals approve, reject, ask-changes, delegate', () => {
  it.each([
    ['approve', approved, 'order.refund of 1001 is approved, and may be used once until 2026-12-06T11:00:00Z.'],
    ['approve', waiting, '1 of 2 have said yes to order.refund of 1001; it takes different people.'],
    ['reject', { ...approved, state: 'rejected' }, 'order.refund of 1001 is rejected.'],
    [
      'ask-changes',
      { ...approved, state: 'changes_asked' },
      'order.refund of 1001 goes back to be changed; asked anew, it names refund:1001.',
    ],
  ])('%s', async (move, json, told) => {
    const { code, out } = await vw([move, 'a1', ...REASON], { [`POST ${ONE}/${move}`]: { json } });
    expect({ code, out, sent: sent() }).toEqual({ code: 0, out: `${told}\n`, sent: { reason: 'the photo shows it' } });
    expect(gateway.seen.at(-1)!.headers['idempotency-key']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('hands it to somebody', async () => {
    const answers = { [`POST ${ONE}/delegate`]: { json: waiting } };
    const { out } = await vw(['delegate', 'a1', '--to', 'user:anna', ...REASON], answers);
    expect(sent()).toEqual({ to: 'user:anna', reason: 'the photo shows it' });
    expect(out).toBe('user:anna may decide order.refund of 1001 now, until 2026-11-30T10:00:00Z.\n');
  });

  it('wants a reason, and tells who was faster', async () => {
    expect((await vw(['approve', 'a1'])).code).toBe(2);
    const json = { title: 'Decided already', detail: 'It was rejected by user:ben at noon: no' };
    const { code, err } = await vw(['approve', 'a1', ...REASON], { [`POST ${ONE}/approve`]: { status: 409, json } });
    expect(code).toBe(1);
    expect(err).toContain('It was rejected by user:ben');
  });

  it('decides several, and one that can’t be keeps nobody from the rest', async () => {
    const other = { title: 'Decided already', detail: 'It was rejected by user:ben' };
    const { code, out, err } = await vw(['approve', 'a1', 'a2', 'a3', ...REASON], {
      [`POST ${ONE}/approve`]: { json: approved },
      'POST /api/governance/approvals/a2/approve': { status: 409, json: other },
      'POST /api/governance/approvals/a3/approve': { json: { ...approved, id: 'a3', subject: '1003' } },
    });
    expect(code).toBe(6);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^a1: order.refund of 1001 is approved/),
      expect.stringMatching(/^a2: .*rejected by user:ben/),
      expect.stringMatching(/^a3: order.refund of 1003 is approved/),
      '',
    ]);
    expect(err).toContain('1 of 3 could not be decided.');
    expect((await vw(['reject', 'a1', 'a1', ...REASON], { [`POST ${ONE}/reject`]: { json: approved } })).code).toBe(0);
  });

  it('stops at once where nobody would get an answer', async () => {
    const away = { status: 503, json: { title: 'Not available', detail: 'The service governance does not answer.' } };
    const before = gateway.seen.length;
    const { code } = await vw(['approve', 'a1', 'a2', ...REASON], { [`POST ${ONE}/approve`]: away });
    expect([code, gateway.seen.slice(before).some(({ path }) => path.includes('/a2/'))]).toEqual([3, false]);
  });

  it('ends with 4 for whoever may not', async () => {
    const refused = { status: 403, json: { title: 'Not to be decided', detail: 'agent:x is no person' } };
    expect((await vw(['reject', 'a1', ...REASON], { [`POST ${ONE}/reject`]: refused })).code).toBe(4);
  });
});

describe('vw approvals policies, policy, test', () => {
  const shown: PolicyShown = {
    ...{
      id: 'discount',
      act: 'discount.grant',
      name: 'More than 20 %',
      when: 'percent > 20',
      effect: 'ask',
      approvers: [],
    },
    ...{
      votes: 1,
      expiresInS: 86_400,
      useWithinS: 604_800,
      source: 'limits',
      state: 'draft',
      version: 2,
      liveVersion: 1,
    },
    ...{ change: 'from 25', updatedAt: '2026-11-29T08:00:00Z', updatedBy: 'user:owner' },
  };

  it('lists them', async () => {
    const args = ['policies', '--state', 'draft', '--act', 'discount.grant'];
    const { out } = await vw(args, { [`GET ${POLICIES}`]: { json: { items: [shown] } } });
    expect(gateway.seen[0]!.query).toEqual({ state: 'draft', act: 'discount.grant', limit: '100' });
    expect(out).toContain(
      'discount\tdiscount.grant\tdraft\tpercent > 20\task\teverybody\tMore than 20 %\t2\t1\t1\t86400 s',
    );
    const none = await vw(['policies'], { [`GET ${POLICIES}`]: { json: { items: [] } } });
    expect(none.out).toContain('is asked of a person');
  });

  it('shows one', async () => {
    const { out } = await vw(['policy', 'discount'], { [`GET ${POLICIES}/discount`]: { json: shown } });
    expect(out).toMatch(/when\s+percent > 20/);
    expect(out).toMatch(/then\s+1 of everybody who may approve/);
    const deny = { json: { ...shown, effect: 'deny' } };
    expect((await vw(['policy', 'discount'], { [`GET ${POLICIES}/discount`]: deny })).out).toMatch(/then\s+denied/);
  });

  it('tells what a draft would have changed', async () => {
    const dry: PolicyDryRunShown = {
      ...{ policyId: 'discount', version: 2, act: 'discount.grant', acts: 40, holds: 9, unknown: 1, changed: 1 },
      samples: [
        {
          approvalId: 'a7',
          subject: 'c7',
          askedAt: 'noon',
          was: 'free',
          would: 'pending',
          change: 'free becomes pending',
        },
      ],
    };
    const answers = (json: PolicyDryRunShown) => ({ [`POST ${POLICIES}/discount/dry-run`]: { json } });
    const { out } = await vw(['policy', 'discount', '--dry-run'], answers(dry));
    expect(out).toContain(
      'of 40 times that discount.grant was asked about, it holds 9 times, and 1 times that is not known.',
    );
    expect(out).toContain('noon\ta7\tc7\tfree becomes pending');
    const same = await vw(
      ['policy', 'discount', '--dry-run'],
      answers({ ...dry, unknown: 0, changed: 0, samples: [] }),
    );
    expect(same.out).toContain('Nothing would be answered otherwise.');
  });

  const answer: PolicyTestShown = {
    ...{
      answer: 'pending',
      votes: 1,
      expiresInS: 86_400,
      useWithinS: 1,
      approvers: ['user:owner'],
      policies: [policy],
    },
    explained: [
      {
        ...({ id: 'discount', version: 1, name: 'n', effect: 'ask', outcome: 'holds' } as const),
        parts: [
          { source: 'percent > 20', came: 'true' },
          { source: 'percent', came: '25' },
        ],
      },
    ],
  };

  it('tests an act', async () => {
    const answers = (json: PolicyTestShown) => ({ [`POST ${POLICIES}/test`]: { json } });
    const args = ['test', 'discount.grant', '--facts', '{"percent": 25}'];
    const { out } = await vw([...args, '--draft', 'discount', '--asker', 'agent:sales'], answers(answer));
    expect(sent()).toEqual({
      act: 'discount.grant',
      facts: { percent: 25 },
      withDraftOf: 'discount',
      asker: 'agent:sales',
    });
    expect(out).toContain('A person decides: 1 of user:owner, within 86400 s.');
    expect(out).toContain('discount\tholds\tpercent > 20\ttrue\n\t\tpercent\t25');
    expect((await vw(args, answers({ ...answer, answer: 'free', explained: [] }))).out).toContain('Free: no policy');
    expect((await vw(args, answers({ ...answer, answer: 'denied' }))).out).toContain('Denied.');
    const bad = await vw(['test', 'discount.grant', '--facts', 'percent=25']);
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('--facts is no JSON')]);
  });
});
