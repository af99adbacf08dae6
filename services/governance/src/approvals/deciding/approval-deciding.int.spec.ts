import type { Approval } from '../approval.js';
import { ApprovalOffice } from '../testing/approval-office.js';
import { TRAIL_MAX } from './approval-deciding.js';

let office: ApprovalOffice;
beforeAll(async () => {
  office = await ApprovalOffice.open('approval-deciding');
});
afterAll(() => office?.drop());

const refund = {
  ...({ act: 'order.refund', subject: '1001', facts: { amountMinor: '4500', currency: 'USD' } } as const),
  does: { refund: { orderId: '1001', amountMinor: '4500' } },
};
const OWNER = 'user:owner';
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing refused',
    (problem: { getStatus(): number; detail: string }) => `${problem.getStatus()} ${problem.detail}`,
  );

describe('a decision', () => {
  it('is made by one person, told with who and why, and stands in the trail', async () => {
    const { id } = await office.asked({ correlationId: 'cause-1', taskId: 'task-1', test: true });
    const approved = await office.deciding.vote(office.word(id, OWNER, 'the parcel is on its way'), 'approve');
    expect(approved).toMatchObject({ state: 'approved', votesGiven: 1, endedBy: [OWNER] });
    const [, told] = await office.told(id);
    expect(told!.envelope).toMatchObject({
      ...{ actor: OWNER, subject: id, version: 2, test: true, correlationid: 'cause-1' },
      data: {
        ...{ approvalId: id, verdict: 'approved', reason: 'the parcel is on its way', decidedBy: [OWNER] },
        ...{ digest: approved.digest, taskId: 'task-1', useBy: '2026-12-06T12:00:00.000Z' },
      },
    });
    const { timeline, votes } = await office.reading.details(id);
    expect(timeline.map(({ seq, kind, actor }) => [seq, kind, actor])).toEqual([
      [1, 'ask', 'agent:orders'],
      [2, 'approve', OWNER],
    ]);
    expect(votes).toMatchObject([{ by: OWNER, vote: 'approve', reason: 'the parcel is on its way' }]);
  });

  it('takes two different people where money leaves', async () => {
    const { id } = await office.asked(refund);
    expect(await office.deciding.vote(office.word(id, OWNER), 'approve')).toMatchObject({
      ...{ state: 'pending', votesGiven: 1 },
    });
    expect(await refusal(office.deciding.vote(office.word(id, OWNER), 'approve'))).toBe(
      '409 user:owner has said yes already; it takes different people.',
    );
    expect(await office.deciding.vote(office.word(id, 'key:anna'), 'approve')).toMatchObject({
      ...{ state: 'approved', votesGiven: 2, endedBy: [OWNER, 'key:anna'] },
    });
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.voted', 'approval.decided approved']);
  });

  it.each(['reject', 'ask_changes'] as const)('ends with one %s, after a yes too', async (vote) => {
    const { id } = await office.asked(refund);
    await office.deciding.vote(office.word(id, OWNER), 'approve');
    const ended = await office.deciding.vote(office.word(id, 'key:anna', 'too much'), vote);
    expect(ended).toMatchObject({ reason: 'too much', endedBy: ['key:anna'], useBy: null });
    expect((await office.types(id)).at(-1)).toBe(`approval.decided ${ended.state}`);
  });

  it.each([
    ['an agent', 'agent:finance-director', '403 agent:finance-director is no person; people decide.'],
    ['whoever asked', 'user:asker', '403 user:asker asked for it; somebody else decides.'],
  ])('is not made by %s', async (_who, actor, said) => {
    const { id } = await office.asked({ asker: 'user:asker' });
    for (const vote of ['approve', 'reject', 'ask_changes'] as const) {
      expect(await refusal(office.deciding.vote(office.word(id, actor), vote))).toBe(said);
    }
    expect(await office.types(id)).toEqual(['approval.requested']);
  });

  it('is made by whom a policy names, or whom they handed it to', async () => {
    const price = { newPriceMinor: '100', costMinor: '90', oldPriceMinor: '200', currency: 'USD' };
    const { id } = await office.asked({ act: 'price.change', facts: price });
    expect(await refusal(office.deciding.vote(office.word(id, 'user:ben'), 'approve'))).toBe(
      '403 user:ben is not among those who decide it: user:owner.',
    );
    expect(await refusal(office.deciding.delegate(office.word(id, 'user:ben'), 'user:carl'))).toMatch(/^403 /);
    expect(await refusal(office.deciding.delegate(office.word(id, OWNER), 'agent:x'))).toMatch(/^422 .*no person/);
    const handed = await office.deciding.delegate(office.word(id, OWNER, 'I am away'), 'user:ben');
    expect(handed).toMatchObject({ state: 'pending', delegates: ['user:ben'] });
    expect(await office.deciding.vote(office.word(id, 'user:ben'), 'approve')).toMatchObject({ state: 'approved' });
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.delegated', 'approval.decided approved']);
  });

  it('keeps the vote of whoever handed it on afterwards', async () => {
    const { id } = await office.asked(refund);
    await office.deciding.vote(office.word(id, OWNER), 'approve');
    expect(await refusal(office.deciding.delegate(office.word(id, OWNER), 'user:ben'))).toBe('nothing refused');
    expect(await office.deciding.vote(office.word(id, 'user:ben'), 'approve')).toMatchObject({
      ...{ state: 'approved', endedBy: [OWNER, 'user:ben'] },
    });
  });

  it('can be commented on as long as it waits, by anybody', async () => {
    const { id } = await office.asked();
    await office.deciding.comment(office.word(id, 'agent:orders', 'tracking is 1Z…'));
    await office.deciding.vote(office.word(id), 'reject');
    expect((await office.reading.details(id)).timeline.map(({ kind }) => kind)).toEqual(['ask', 'comment', 'reject']);
    expect(await refusal(office.deciding.comment(office.word(id)))).toMatch(/^409 It was rejected by user:owner/);
  });

  it('can still be made when its trail has no room for more words', async () => {
    const { id } = await office.asked();
    for (let n = 1; n < TRAIL_MAX; n += 1) await office.deciding.comment(office.word(id));
    expect(await refusal(office.deciding.comment(office.word(id)))).toBe('409 Its trail has 500 lines; decide it.');
    expect(await refusal(office.deciding.delegate(office.word(id), 'user:anna'))).toMatch(/^409 /);
    expect(await office.deciding.vote(office.word(id), 'approve')).toMatchObject({ state: 'approved' });
  });

  it('is none on what was never asked', async () => {
    const id = '0195a8f2-7c1e-7b3a-9d44-1f2e3a4b5c6d';
    expect(await refusal(office.deciding.vote(office.word(id), 'approve'))).toBe(`404 There is no approval ${id}.`);
  });
});

describe('people who race', () => {
  it('to decide: one does, and the other is told who and how', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id } = await office.asked();
      const said = await Promise.all([
        refusal(office.deciding.vote(office.word(id, 'user:anna', 'it is right'), 'approve')),
        refusal(office.deciding.vote(office.word(id, 'user:ben', 'it is wrong'), 'reject')),
      ]);
      const refused = said.filter((one) => one !== 'nothing refused');
      expect(refused).toEqual([
        expect.stringMatching(
          /^409 It was (approved by user:anna at 2026-\S+: it is right|rejected by user:ben at 2026-\S+: it is wrong)$/,
        ),
      ]);
      expect(await office.types(id)).toHaveLength(2);
      expect((await office.reading.details(id)).votes).toHaveLength(1);
    }
  });

  it('to be the second of two: it is approved once, by two', async () => {
    const { id } = await office.asked(refund);
    const people = Array.from({ length: 8 }, (_, n) => `user:person-${n}`);
    const said = await Promise.all(
      people.map((person) => refusal(office.deciding.vote(office.word(id, person), 'approve'))),
    );
    expect(said.filter((one) => one === 'nothing refused')).toHaveLength(2);
    expect(said.filter((one) => one.startsWith('409 It was approved by'))).toHaveLength(6);
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.voted', 'approval.decided approved']);
  });

  it('one person with themselves: a yes counts once', async () => {
    const { id } = await office.asked(refund);
    const said = await Promise.all([1, 2, 3].map(() => refusal(office.deciding.vote(office.word(id), 'approve'))));
    expect(said.filter((one) => one === 'nothing refused')).toHaveLength(1);
    expect((await office.reading.details(id)).approval).toMatchObject({ state: 'pending', votesGiven: 1 });
  });

  it('with the clock: whoever comes when it is over is told that it expired, unswept', async () => {
    const { id, key } = await office.asked();
    office.clock.passS(86_400);
    expect((await office.asking.state(key)).verdict).toBe('expired');
    expect(await refusal(office.deciding.vote(office.word(id), 'approve'))).toBe(
      '409 It expired undecided by system at 2026-11-30T12:00:00.000Z: nobody decided within 24 h',
    );
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.decided expired']);
    expect((await office.reading.details(id)).votes).toEqual([]);
  });
});

describe('the database', () => {
  const states = async (id: string) =>
    office.query<{ state: Approval['state'] }>('SELECT state FROM approvals WHERE id = $1', [id]);

  it.each([
    [
      'an approval without its votes',
      `UPDATE approvals SET state = 'approved', ended_at = now(), use_by = now() WHERE id = $1`,
    ],
    ['a move that there is not', `UPDATE approvals SET state = 'used', ended_at = now(), used_for = 'x' WHERE id = $1`],
    ['a vote of whoever asked', `INSERT INTO approval_votes VALUES ($1, 'user:asker', 'approve', 'mine', now())`],
    ['a vote of an agent', `INSERT INTO approval_votes VALUES ($1, 'agent:x', 'approve', 'mine', now())`],
  ])('refuses %s, whatever the code does', async (_what, statement) => {
    const { id } = await office.asked({ asker: 'user:asker' });
    await expect(office.query(statement, [id])).rejects.toMatchObject({ code: '23514' });
    expect(await states(id)).toEqual([{ state: 'pending' }]);
  });

  it('refuses a vote on what has ended, and leaves what has ended as it ended', async () => {
    const { id } = await office.asked();
    await office.deciding.vote(office.word(id), 'reject');
    const vote = `INSERT INTO approval_votes VALUES ($1, 'user:late', 'approve', 'late', now())`;
    await expect(office.query(vote, [id])).rejects.toMatchObject({ code: '23514' });
    const back = `UPDATE approvals SET state = 'pending', ended_at = NULL WHERE id = $1`;
    await expect(office.query(back, [id])).rejects.toMatchObject({ code: '23514' });
  });
});
