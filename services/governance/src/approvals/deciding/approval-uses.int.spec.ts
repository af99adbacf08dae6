import { eventually } from '@vividwalls/testing';
import { TaskEnded, type TaskTold } from '@vividwalls/events';
import type { EventEnvelope } from '@vividwalls/messaging';
import { v7 as uuidv7 } from 'uuid';
import { holdTaskEnds } from '../ended-tasks/ended-task-rows.js';
import { ApprovalOffice } from '../testing/approval-office.js';

let office: ApprovalOffice;
beforeAll(async () => {
  office = await ApprovalOffice.open('approval-uses');
});
afterAll(() => office?.drop());

const USER = 'agent:orders';
const approved = async () => {
  const asked = await office.asked();
  await office.deciding.vote(office.word(asked.id), 'approve');
  return asked;
};

describe('a decision that is used', () => {
  it('is used once: the same use again is the same, another is refused', async () => {
    const { id, key, digest } = await approved();
    const use = { key, digest, usedFor: 'effect-1', actor: USER };
    expect(await office.uses.use(use)).toMatchObject({ result: 'used' });
    expect(await office.uses.use(use)).toMatchObject({ result: 'used' });
    expect(await office.uses.use({ ...use, usedFor: 'effect-2' })).toMatchObject({
      ...{ result: 'refused', reason: 'it was used for effect-1 already' },
    });
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.decided approved', 'approval.used']);
    expect((await office.asking.state(key)).verdict).toBe('used');
  });

  it('is used by one of many who try at once', async () => {
    const { key, digest } = await approved();
    const uses = await Promise.all(
      Array.from({ length: 12 }, (_, n) => office.uses.use({ key, digest, usedFor: `effect-${n}`, actor: USER })),
    );
    expect(uses.filter(({ result }) => result === 'used')).toHaveLength(1);
  });

  it('is not used for other figures', async () => {
    const { key } = await approved();
    const use = await office.uses.use({ key, digest: 'f'.repeat(64), usedFor: 'effect', actor: USER });
    expect(use).toMatchObject({ result: 'refused', reason: expect.stringContaining('what would be done has changed') });
  });

  it.each([
    ['waits', [], 'it waits'],
    ['was rejected', ['reject'], 'it was rejected: seen'],
    ['was sent back', ['ask_changes'], 'it was sent back to be changed: seen'],
  ] as const)('is none when it %s', async (_what, votes, reason) => {
    const { id, key, digest } = await office.asked();
    for (const vote of votes) await office.deciding.vote(office.word(id), vote);
    const use = await office.uses.use({ key, digest, usedFor: 'effect', actor: USER });
    expect(use).toMatchObject({ result: 'refused', reason: expect.stringContaining(reason) });
  });

  it('is none when nothing was asked', async () => {
    const use = { key: 'never', digest: 'f'.repeat(64), usedFor: 'effect', actor: USER };
    expect(await office.uses.use(use)).toMatchObject({ result: 'refused', reason: 'nothing was asked under this key' });
  });

  it('lapses when it comes too late, unswept', async () => {
    const { id, key, digest } = await approved();
    office.clock.passS(7 * 86_400);
    expect((await office.asking.state(key)).verdict).toBe('lapsed');
    const use = { key, digest, usedFor: 'effect', actor: USER };
    expect(await office.uses.use(use)).toMatchObject({ result: 'refused', reason: 'not used within 168 h' });
    expect(await office.uses.use(use)).toMatchObject({ result: 'refused' });
    expect((await office.types(id)).at(-1)).toBe('approval.decided lapsed');
  });

  it('may be free: used once all the same', async () => {
    const facts = { percent: 5, priceAfterMinor: '9000', costMinor: '4000' };
    const free = await office.asking.ask(office.question({ act: 'discount.grant', facts }));
    const use = { key: free.key, digest: free.digest!, usedFor: 'effect', actor: USER };
    expect(await office.uses.use(use)).toMatchObject({ result: 'used' });
    expect(await office.uses.use({ ...use, usedFor: 'other' })).toMatchObject({ result: 'refused' });
  });
});

describe('a question that nobody needs any more', () => {
  it('is withdrawn by whoever asked, and by nobody else', async () => {
    const { id, key } = await office.asked();
    const withdrawal = { key, asker: 'agent:orders', reason: 'the order was cancelled' };
    expect(await office.withdrawals.withdraw({ ...withdrawal, asker: 'agent:other' })).toMatchObject({
      ...{ result: 'refused', reason: expect.stringContaining('agent:orders asked for it') },
    });
    expect(await office.withdrawals.withdraw(withdrawal)).toMatchObject({ result: 'withdrawn' });
    expect(await office.withdrawals.withdraw(withdrawal)).toMatchObject({ result: 'withdrawn' });
    expect(await office.types(id)).toEqual(['approval.requested', 'approval.decided withdrawn']);
  });

  it('cannot be withdrawn once it was decided, or is over', async () => {
    const { key } = await approved();
    const withdrawal = { asker: 'agent:orders', reason: 'never mind' };
    expect(await office.withdrawals.withdraw({ ...withdrawal, key })).toMatchObject({
      ...{ result: 'refused', reason: 'it was approved: seen' },
    });
    const late = await office.asked();
    office.clock.passS(86_400);
    expect(await office.withdrawals.withdraw({ ...withdrawal, key: late.key })).toMatchObject({
      ...{ result: 'refused', reason: 'it expired: nobody decided within 24 h' },
    });
    expect(await office.withdrawals.withdraw({ ...withdrawal, key: 'never' })).toMatchObject({ result: 'refused' });
  });

  const ended = (taskId: string, outcome: string): EventEnvelope<TaskEnded> => ({
    ...{ specversion: '1.0', id: uuidv7(), source: 'vividwalls/orchestration', subject: taskId, version: 3 },
    ...{ type: 'vw.orchestration.task.ended.v1', time: office.clock.now().toISOString(), actor: 'agent:orders' },
    ...{ correlationid: 'first', causationid: 'first', test: false, shop: 'spec', datacontenttype: 'application/json' },
    data: { ...told, taskId, outcome, actsAs: 'target', durationMs: 5 },
  });
  const told: TaskTold = {
    ...{ taskId: '', capability: null, about: 'o', priority: 'low', mode: 'act', agentId: null, personaId: null },
    ...{ tries: 1, migrationId: null },
  };

  it('ends with the task that waits for it, whatever else waits', async () => {
    const [one, two] = [await office.asked({ taskId: 'task-a' }), await office.asked({ taskId: 'task-a' })];
    const other = await office.asked({ taskId: 'task-b' });
    const done = await office.asked({ taskId: 'task-a' });
    await office.deciding.vote(office.word(done.id), 'approve');
    const event = ended('task-a', 'cancelled');
    await office.dataSource.transaction((tx) =>
      office.withdrawals.endWithTasks(tx, [event, ended('task-z', 'failed')]),
    );
    for (const { id, key } of [one, two]) {
      expect(await office.asking.state(key)).toMatchObject({
        ...{ verdict: 'withdrawn', reason: 'the task that waited for it was cancelled' },
      });
      const [, last] = await office.told(id);
      expect(last!.envelope).toMatchObject({ causationid: event.id, correlationid: 'first' });
    }
    expect((await office.asking.state(other.key)).verdict).toBe('pending');
    expect((await office.asking.state(done.key)).verdict).toBe('approved');
  });

  const end = (...events: EventEnvelope<TaskEnded>[]) =>
    office.dataSource.transaction((tx) => office.withdrawals.endWithTasks(tx, events));

  it('ends at once when its task had ended before it came', async () => {
    await end(ended('task-gone', 'timed_out'), ended('task-gone', 'timed_out'));
    await end(ended('task-gone', 'timed_out'));
    const question = office.question({ taskId: 'task-gone' });
    const answer = await office.asking.ask(question);
    expect(answer).toMatchObject({
      ...{ verdict: 'withdrawn', reason: 'the task that waited for it timed out', decidedBy: ['agent:orders'] },
    });
    expect(await office.types(answer.approvalId!)).toEqual(['approval.requested', 'approval.decided withdrawn']);
    expect(await office.asking.ask(question)).toEqual(answer);
    await expect(office.deciding.vote(office.word(answer.approvalId!), 'approve')).rejects.toMatchObject({
      status: 409,
    });
    const use = { key: question.key, digest: answer.digest!, usedFor: 'effect', actor: 'agent:orders' };
    expect(await office.uses.use(use)).toMatchObject({ result: 'refused' });
  });

  const somebodyWaits = () =>
    eventually(async () => {
      const waiting = await office.query(`SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`);
      expect(waiting).toHaveLength(1);
    });

  it('waits for the end of its task to be written down, when both come at the same moment', async () => {
    const question = office.question({ taskId: 'task-race' });
    const asked = await office.dataSource.transaction(async (tx) => {
      await office.withdrawals.endWithTasks(tx, [ended('task-race', 'cancelled')]);
      const answer = office.asking.ask(question);
      await somebodyWaits();
      return { answer };
    });
    expect(await asked.answer).toMatchObject({ verdict: 'withdrawn' });
  });

  it('that is being asked is waited for by the end of its task', async () => {
    const { key } = office.question();
    const ending = await office.dataSource.transaction(async (tx) => {
      await holdTaskEnds(tx);
      const end = office.dataSource.transaction((other) =>
        office.withdrawals.endWithTasks(other, [ended('task-late', 'cancelled')]),
      );
      await somebodyWaits();
      return { end };
    });
    await office.asking.ask(office.question({ key, taskId: 'task-late' }));
    await ending.end;
    expect((await office.asking.state(key)).verdict).toBe('withdrawn');
  });

  it('remembers ended tasks for as long as a question may wait', async () => {
    await end(ended('task-old', 'succeeded'));
    office.clock.passS(30 * 86_400);
    await end(ended('task-new', 'succeeded'));
    const known = async () =>
      (await office.query<{ task_id: string }>('SELECT task_id FROM ended_tasks')).map((row) => row.task_id);
    expect(await known()).toEqual(expect.arrayContaining(['task-old', 'task-new']));
    office.clock.passS(1);
    await end(ended('task-newer', 'succeeded'));
    expect((await known()).sort()).toEqual(['task-new', 'task-newer']);
  });
});
