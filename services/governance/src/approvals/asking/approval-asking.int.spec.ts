import { approvalDigest, isLeaveFor } from '@vividwalls/contracts';
import { ApprovalOffice } from '../testing/approval-office.js';

let office: ApprovalOffice;
beforeAll(async () => {
  office = await ApprovalOffice.open('approval-asking');
});
afterAll(() => office?.drop());

const discount = (percent: number) => ({
  ...({ act: 'discount.grant', subject: 'customer-7', does: { percent } } as const),
  facts: { percent, priceAfterMinor: '9000', costMinor: '4000', currency: 'USD' },
});

describe('a question', () => {
  it('waits for people when a policy wants them, and says which and by which figure', async () => {
    const question = office.question(discount(25));
    const answer = await office.asking.ask(question);
    expect(answer).toMatchObject({
      ...{ verdict: 'pending', key: question.key, digest: approvalDigest(question) },
      reason: 'waits for a person: A discount of more than 20 % needs a yes',
      expiresAt: '2026-11-30T12:00:00.000Z',
    });
    const { approval } = await office.reading.details(answer.approvalId!);
    expect(approval.policies).toEqual([
      {
        ...{ id: 'discount-beyond-20', version: 1, name: 'A discount of more than 20 % needs a yes', effect: 'ask' },
        ...{
          outcome: 'holds',
          why: 'percent > 20 (percent is 25)',
          source: expect.stringContaining('approval limits'),
        },
      },
    ]);
    const [told] = await office.told(answer.approvalId!);
    expect(told).toMatchObject({
      type: 'approval.requested',
      envelope: { actor: 'agent:orders', version: 1, data: { votesNeeded: 1, policies: ['discount-beyond-20@1'] } },
    });
  });

  it('is free when no policy holds, and leave for its own digest alone', async () => {
    const question = office.question(discount(20));
    const answer = await office.asking.ask(question);
    expect(answer).toMatchObject({ verdict: 'free', reason: 'no policy wants a person', decidedBy: ['policy'] });
    expect(isLeaveFor(answer, approvalDigest(question))).toBe(true);
    expect(isLeaveFor(answer, approvalDigest({ ...question, does: { percent: 21 } }))).toBe(false);
    expect(await office.types(answer.approvalId!)).toEqual([]);
  });

  it('waits for people when what a policy needs is not known', async () => {
    const { reason, verdict } = await office.asking.ask(office.question({ ...discount(5), facts: {} }));
    expect(verdict).toBe('pending');
    expect(reason).toContain('not known: percent > 20: percent is not there');
  });

  it('waits for two people where money leaves', async () => {
    const question = office.question({ act: 'order.refund', facts: { amountMinor: '100', currency: 'USD' } });
    expect((await office.asking.ask(question)).reason).toMatch(/^waits for 2 people: Every refund/);
  });

  it('asked again is the same approval, told once', async () => {
    const question = office.question();
    const first = await office.asking.ask(question);
    const again = await office.asking.ask({ ...question, why: 'said differently' });
    expect(again).toEqual(first);
    expect(await office.types(first.approvalId!)).toEqual(['approval.requested']);
  });

  it('asked twenty times at once is one approval', async () => {
    const question = office.question();
    const answers = await Promise.all(Array.from({ length: 20 }, () => office.asking.ask(question)));
    expect(new Set(answers.map(({ approvalId, verdict }) => `${verdict} ${approvalId}`)).size).toBe(1);
    expect(await office.types(answers[0]!.approvalId!)).toEqual(['approval.requested']);
  });

  it('with something else under the same key is told so, and the first stays', async () => {
    const question = office.question();
    const first = await office.asking.ask(question);
    const changed = await office.asking.ask({ ...question, does: { fulfil: 'another' } });
    expect(changed).toMatchObject({ verdict: 'changed', approvalId: first.approvalId, digest: first.digest });
    expect((await office.asking.state(question.key)).verdict).toBe('pending');
  });

  it('has a state, unless nothing was asked', async () => {
    expect(await office.asking.state('never-asked')).toMatchObject({ verdict: 'unknown' });
    const { id, key } = await office.asked();
    await office.deciding.vote(office.word(id), 'approve');
    expect(await office.asking.state(key)).toMatchObject({
      ...{ verdict: 'approved', reason: 'seen', decidedBy: ['user:owner'], useBy: '2026-12-06T12:00:00.000Z' },
    });
  });

  it('may be asked anew after changes were wanted, and both know of the other', async () => {
    const { id, key } = await office.asked();
    const early = await office.asking.ask(office.question({ replaces: key }));
    expect(early).toMatchObject({ verdict: 'refused', reason: expect.stringContaining('still waits') });
    await office.deciding.vote(office.word(id, 'user:owner', 'half of it'), 'ask_changes');
    const anew = await office.asked({ replaces: key });
    expect((await office.reading.details(id)).replacedBy).toBe(anew.id);
    expect((await office.reading.details(anew.id)).approval.replaces).toBe(key);
    const unknown = await office.asking.ask(office.question({ replaces: 'no-such-key' }));
    expect(unknown).toMatchObject({ verdict: 'refused', reason: '/replaces is no question' });
    const other = await office.asking.ask(office.question({ ...discount(50), replaces: key }));
    expect(other).toMatchObject({ verdict: 'refused', reason: expect.stringContaining('of another act') });
  });

  it('may bring no resume address as long as no host is allowed', async () => {
    const answer = await office.asking.ask(office.question({ resumeUrl: 'https://n8n.example.com/webhook-waiting/1' }));
    expect(answer).toMatchObject({
      ...{ verdict: 'refused', reason: expect.stringContaining('is not in GOVERNANCE_RESUME_HOSTS') },
    });
    expect((await office.asking.state(answer.key)).verdict).toBe('unknown');
  });
});

describe('a shop of one person', () => {
  let alone: ApprovalOffice;
  beforeAll(async () => {
    alone = await ApprovalOffice.open('approval-one-person', { fourEyes: 'off' });
  });
  afterAll(() => alone?.drop());

  const refund = { act: 'order.refund', facts: { amountMinor: '100', currency: 'USD' } } as const;

  it('needs one vote where money leaves, and says what it gives up', async () => {
    const { id, key } = await alone.asked(refund);
    expect((await alone.asking.state(key)).reason).toMatch(
      /^waits for a person \(one vote: the shop is one person\): Every refund/,
    );
    const [told] = await alone.told(id);
    expect(told!.envelope.data).toMatchObject({ votesNeeded: 1 });
    await alone.deciding.vote(alone.word(id), 'approve');
    expect((await alone.asking.state(key)).verdict).toBe('approved');
    const { timeline } = await alone.reading.details(id);
    expect(timeline[0]!.note).toContain('one vote: the shop is one person');
  });

  it('still decides on nothing that it asked for itself', async () => {
    const { id } = await alone.asked({ ...refund, asker: 'user:owner' });
    await expect(alone.deciding.vote(alone.word(id), 'approve')).rejects.toMatchObject({ status: 403 });
  });

  it('says nothing of it where one vote was enough anyway', async () => {
    const { key } = await alone.asked();
    expect((await alone.asking.state(key)).reason).not.toContain('one person');
  });

  it('has as many votes as a policy wants, and may write one that wants one', async () => {
    const text = {
      ...({ name: 'Large refunds', effect: 'ask', approvers: [], source: 'spec', expiresInS: 60 } as const),
      ...{ when: 'amountMinor > 1000', votes: 3, useWithinS: 3_600 },
    };
    await alone.policies.create('large-refunds', 'order.refund', text, { actor: 'user:owner' });
    await alone.policies.goLive('large-refunds', { actor: 'user:owner' });
    const large = alone.question({ ...refund, facts: { amountMinor: '1001', currency: 'USD' } });
    expect((await alone.asking.ask(large)).reason).toMatch(/^waits for 3 people: /);
    const small = { ...text, when: 'amountMinor > 1', votes: 1 };
    await expect(
      alone.policies.create('small-refunds', 'order.refund', small, { actor: 'user:owner' }),
    ).resolves.toMatchObject({ votes: 1 });
    await expect(
      office.policies.create('small-refunds', 'order.refund', small, { actor: 'user:owner' }),
    ).rejects.toMatchObject({ status: 422 });
  });
});

describe('a policy that denies', () => {
  it('ends the question at once, whoever would allow it, and tells it', async () => {
    const text = {
      ...({ name: 'No invoice without a term', effect: 'deny', approvers: [], votes: 1, source: 'spec' } as const),
      ...{ when: 'paymentTermDays > 90', expiresInS: 3_600, useWithinS: 3_600 },
    };
    await office.policies.create('no-long-terms', 'deal.close', text, { actor: 'user:owner' });
    await office.policies.goLive('no-long-terms', { actor: 'user:owner' });
    const deal = { act: 'deal.close', subject: 'company-1', does: { amountMinor: '1' } } as const;
    const denied = await office.asking.ask(
      office.question({ ...deal, facts: { paymentTermDays: 120, amountMinor: '100' } }),
    );
    expect(denied).toMatchObject({ verdict: 'denied', reason: 'denied: No invoice without a term' });
    expect(await office.types(denied.approvalId!)).toEqual(['approval.decided denied']);
    await expect(office.deciding.vote(office.word(denied.approvalId!), 'approve')).rejects.toMatchObject({
      ...{ status: 409, detail: expect.stringMatching(/^It was denied by policy/) },
    });
    const free = office.question({ ...deal, facts: { paymentTermDays: 30, amountMinor: '100' } });
    expect((await office.asking.ask(free)).verdict).toBe('free');
  });

  it('leaves an act without any live policy to a person', async () => {
    await office.policies.retire('migration-overrule', { actor: 'user:owner' });
    const question = office.question({ act: 'migration.overrule', facts: { failedGates: 1 } });
    const answer = await office.asking.ask(question);
    expect(answer.reason).toBe('waits for a person: No policy is live for this act: a person decides');
    const [told] = await office.told(answer.approvalId!);
    expect(told!.envelope.data).toMatchObject({ policies: ['built-in'], expiresAt: '2026-11-30T12:00:00.000Z' });
  });
});
