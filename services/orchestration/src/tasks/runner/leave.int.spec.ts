import { approvalDigest } from '@vividwalls/contracts';
import { eventually } from '@vividwalls/testing';
import fc from 'fast-check';
import { trialCapability, trialAgent, TrialRosters } from '../testing/trial-roster.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import type { Assignment } from '../../consolidation/assignment.js';
import type { Task } from '../task.js';
import { done, failing, FunctionExecutors, TargetActs } from '../testing/trial-ports.js';
import { TaskTrial, type TrialOptions } from '../testing/task-trial.js';

const capabilities = [
  trialCapability('letter', {
    title: 'Write to a customer',
    effects: 'external',
    reversible: false,
    approval: {
      act: 'customer.email',
      facts: { customerId: 'subject', recipients: 'size(input.to)', kind: 'input.kind' },
    },
  }),
  trialCapability('approved.work', { approval: 'always' }),
  trialCapability('large.work', { approval: { when: 'orderValueMinor > 100000' } }),
  trialCapability('free.work'),
];
const rosters = new TrialRosters(
  [
    trialAgent('root', { can: [], reportsTo: null }),
    trialAgent('writer', { can: ['letter', 'approved.work', 'large.work', 'free.work'], reportsTo: 'root' }),
    trialAgent('writer-before', { can: ['letter', 'approved.work', 'large.work', 'free.work'], reportsTo: 'root' }),
  ],
  capabilities,
);
const letter = { kind: 'support', to: ['c-1'], text: 'Your print is on its way' };

let database: OrchestrationDatabase;
const processes: TaskTrial[] = [];
beforeEach(async () => {
  database = await createOrchestrationDatabase('leave');
});
afterEach(async () => {
  for (const one of processes.splice(0)) await one.runner.stop();
  await database?.drop();
});

function begin(options: TrialOptions = {}) {
  const executors = new FunctionExecutors();
  const trial = new TaskTrial(database.dataSource, { rosters, executors, ...options });
  processes.push(trial);
  trial.runner.start();
  return { trial, executors: (options.executors ?? executors) as FunctionExecutors };
}

const until = (trial: TaskTrial, id: string, what: object) =>
  eventually(async () => {
    const task = await trial.task(id);
    expect(task).toMatchObject(what);
    return task;
  });
const asked = async (trial: TaskTrial, part: object = {}) => {
  const [id] = await trial.enqueue({ key: crypto.randomUUID(), capability: 'letter', input: letter, ...part });
  return id!;
};
const WAITS = { state: 'awaiting_approval', leaseOwner: null };

describe('a task that is an act', () => {
  it('is asked about in governance, with its facts and everything that it would do, and begins by a yes', async () => {
    const { trial, executors } = begin();
    const id = await asked(trial, { requestedBy: 'rule:letters' });
    const task = await until(trial, id, WAITS);
    const [{ question, id: approvalId }] = trial.governance.asked as [(typeof trial.governance.asked)[0]];
    expect(question).toMatchObject({
      ...{ act: 'customer.email', subject: 'customer-1', asker: 'agent:writer', taskId: id, correlationId: 'c-1' },
      facts: { customerId: 'customer-1', recipients: 1, kind: 'support' },
      does: { capability: 'letter', input: letter, agentId: 'writer', personaId: null },
    });
    expect(task).toMatchObject({ approvalKey: question.key, approvalId, approvedBy: null });
    expect(executors.requests).toEqual([]);
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded', approvedBy: 'user:anna' });
    expect(trial.governance.asked[0]).toMatchObject({ verdict: 'used', usedFor: `task/${id}` });
    expect(await trial.moves(id)).toEqual(['queued', 'route', 'ask_approval', 'approve', 'route', 'begin', 'succeed']);
    expect(await trial.events(id)).toEqual(['task.queued', 'task.waiting', 'task.started', 'task.ended']);
  });

  it('begins at once where no policy wants a person, and the leave is used up for it', async () => {
    const { trial } = begin();
    trial.governance.rule = () => 'free';
    const id = await asked(trial);
    await until(trial, id, { state: 'succeeded', approvedBy: null });
    expect(trial.governance.asked).toMatchObject([{ verdict: 'used', usedFor: `task/${id}` }]);
  });

  it.each(['rejected', 'expired', 'changes_asked', 'withdrawn', 'lapsed'] as const)(
    'has failed when it is %s, and nobody else tries it',
    async (verdict) => {
      const { trial, executors } = begin();
      const id = await asked(trial);
      await until(trial, id, WAITS);
      await trial.decide(id, verdict, 'not so', verdict === 'expired' ? ['system'] : ['user:anna']);
      await until(trial, id, { state: 'failed', error: { code: verdict, message: 'not so' } });
      expect(executors.requests).toEqual([]);
    },
  );

  it('has failed when a policy denies it', async () => {
    const { trial, executors } = begin();
    trial.governance.rule = () => 'denied';
    const id = await asked(trial);
    await until(trial, id, { state: 'failed', error: { code: 'denied' } });
    expect(executors.requests).toEqual([]);
  });

  it('waits, and loses nothing, while governance is away', async () => {
    const { trial, executors } = begin();
    trial.governance.isAway = true;
    const id = await asked(trial);
    await until(trial, id, { state: 'queued', waitsFor: 'retry', attempt: 0 });
    expect(executors.requests).toEqual([]);
    trial.governance.isAway = false;
    trial.governance.rule = () => 'free';
    trial.clock.passMs(60_000);
    await until(trial, id, { state: 'succeeded' });
  });

  it('is asked by the person who wants it, where a person does', async () => {
    const { trial } = begin();
    const id = await asked(trial, { requestedBy: 'user:owner' });
    await until(trial, id, WAITS);
    expect(trial.governance.asked[0]!.question.asker).toBe('user:owner');
  });

  it.each([
    [{ orderValueMinor: '100001' }, 'awaiting_approval'],
    [{ orderValueMinor: '100000' }, 'succeeded'],
    // What is not known is not below the limit.
    [{}, 'awaiting_approval'],
  ])('by a rule over %j is %s', async (context, state) => {
    const { trial } = begin();
    const id = await asked(trial, { capability: 'large.work', context });
    await until(trial, id, { state });
  });

  it('is none for a proposal', async () => {
    const { trial } = begin();
    const id = await asked(trial, { mode: 'propose', agentId: 'writer' });
    await until(trial, id, { state: 'succeeded' });
    expect(trial.governance.calls).toBe(0);
  });
});

describe('a decision', () => {
  it('that is told before the task waits for it is not missed', async () => {
    const { trial } = begin();
    const { governance } = trial;
    const take = governance.ask;
    // Decided, and told, between the answer and the moment at which it is written down.
    governance.ask = async (request, question, options) => {
      const answer = await take(request, question, options);
      const [one] = governance.waiting;
      if (one) await trial.hear(governance.decide(one.question.key, 'approved'));
      return answer;
    };
    const id = await asked(trial);
    await until(trial, id, { state: 'succeeded' });
  });

  it('heard again, late or of something else changes nothing', async () => {
    const { trial, executors } = begin();
    const id = await asked(trial);
    await until(trial, id, WAITS);
    const { question } = trial.governance.asked[0]!;
    const yes = trial.governance.decide(question.key, 'approved');
    const other = { ...yes, data: { ...yes.data, key: question.key.replace(/.{4}$/, '0000'), verdict: 'rejected' } };
    const unknown = { ...yes, data: { ...yes.data, key: `task/${crypto.randomUUID()}/0123456789abcdef` } };
    const notOurs = { ...yes, data: { ...yes.data, key: 'refund:1' } };
    await trial.hear(other, unknown, notOurs, yes, yes);
    await until(trial, id, { state: 'succeeded' });
    await trial.hear(yes);
    expect(executors.requests).toHaveLength(1);
    expect(await trial.moves(id)).toHaveLength(7);
  });

  it.each([1, 2, 3])(
    'ends every task the same, in whatever order, doubled and in whatever batches it is told (%i)',
    async (seed) => {
      const { trial, executors } = begin();
      const verdicts = ['approved', 'rejected', 'expired', 'approved', 'changes_asked', 'withdrawn'] as const;
      const ids = await Promise.all(verdicts.map(() => asked(trial)));
      for (const id of ids) await until(trial, id, WAITS);
      const keyOf = (id: string) => trial.governance.asked.find(({ question }) => question.taskId === id)!.question.key;
      const told = ids.map((id, i) => trial.governance.decide(keyOf(id), verdicts[i]!, 'said'));
      const garbage = { ...told[0]!, data: { ...told[0]!.data, key: 'task/no-uuid/0' } };
      const events = fc.sample(fc.shuffledSubarray([...told, ...told, garbage, ...told], { minLength: 19 }), {
        ...{ numRuns: 1, seed },
      })[0]!;
      while (events.length > 0) await trial.hear(...events.splice(0, (events.length % 4) + 1));
      const codes = {
        approved: null,
        rejected: 'rejected',
        expired: 'expired',
        changes_asked: 'changes_asked',
        withdrawn: 'withdrawn',
      };
      for (const [i, id] of ids.entries()) {
        const code = codes[verdicts[i]!];
        await until(
          trial,
          id,
          code === null ? { state: 'succeeded', error: null } : { state: 'failed', error: { code } },
        );
      }
      expect(executors.requests).toHaveLength(2);
    },
  );

  it('that nobody tells ends with the time of the question, visibly', async () => {
    const { trial } = begin();
    const id = await asked(trial);
    await until(trial, id, WAITS);
    trial.clock.passMs(24 * 3_600_000 + 11 * 60_000);
    await until(trial, id, { state: 'failed', error: { code: 'approval_expired' } });
  });
});

describe('there is no way around it', () => {
  it('by forging the yes: what is heard begins nothing that governance does not say itself', async () => {
    const { trial, executors } = begin();
    const id = await asked(trial);
    await until(trial, id, WAITS);
    const asking = trial.governance.asked[0]!;
    await trial.hear(trial.governance.told({ ...asking, verdict: 'approved', by: ['user:nobody'] }));
    await eventually(async () => expect(await trial.moves(id)).toContain('approve'));
    await until(trial, id, WAITS);
    expect(executors.requests).toEqual([]);
  });

  it('by writing the row: a task that says it was approved is asked about all the same', async () => {
    const { trial, executors } = begin();
    const id = await asked(trial);
    await until(trial, id, WAITS);
    await database.owner.query(
      `UPDATE tasks SET state = 'queued', approved_by = 'user:anna', waits_until = NULL WHERE id = $1`,
      [id],
    );
    await until(trial, id, { ...WAITS, approvedBy: 'user:anna' });
    expect(executors.requests).toEqual([]);
  });

  it('by changing what it does after the yes', async () => {
    const { trial, executors } = begin();
    const id = await asked(trial);
    await until(trial, id, WAITS);
    const first = trial.governance.asked[0]!.question;
    await database.owner.query(`UPDATE tasks SET input = $2 WHERE id = $1`, [
      id,
      { ...letter, to: ['c-1', 'everybody'] },
    ]);
    await trial.decide(id, 'approved');
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    await until(trial, id, WAITS);
    expect(executors.requests).toEqual([]);
    expect(trial.governance.asked[1]!.question).toMatchObject({ facts: { recipients: 2 } });
    expect(approvalDigest(trial.governance.asked[1]!.question)).not.toBe(approvalDigest(first));
    await trial.decide(id, 'rejected');
    await until(trial, id, { state: 'failed', error: { code: 'rejected' } });
  });

  it('by a rollback in between: who acts then is asked about anew, and the question before is withdrawn', async () => {
    const assignments = new Movable();
    const { trial, executors } = begin({ assignments });
    const id = await asked(trial, { requestedBy: 'rule:letters' });
    await until(trial, id, WAITS);
    const pending = trial.governance.asked[0]!;
    assignments.who = 'writer-before';
    // Something brings it back into the queue while nobody has decided: a forged yes is enough to see it.
    await trial.hear(trial.governance.told({ ...pending, verdict: 'approved', by: [] }));
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    expect(trial.governance.asked.map(({ verdict, question }) => [verdict, question.asker])).toEqual([
      ['withdrawn', 'agent:writer'],
      ['pending', 'agent:writer-before'],
    ]);
    await until(trial, id, WAITS);
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded', agentId: 'writer-before' });
    expect(executors.requests.map(({ agent }) => agent.id)).toEqual(['writer-before']);
  });

  it('by a rollback after the yes', async () => {
    const assignments = new Movable();
    const { trial, executors } = begin({ assignments });
    const id = await asked(trial);
    await until(trial, id, WAITS);
    assignments.who = 'writer-before';
    await trial.decide(id, 'approved');
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    await until(trial, id, WAITS);
    expect(executors.requests).toEqual([]);
  });

  it('by a fallback: the next agent is asked about', async () => {
    const executors = new FunctionExecutors({ writer: failing(false) });
    const { trial } = begin({ executors });
    const id = await asked(trial);
    await until(trial, id, WAITS);
    await trial.decide(id, 'approved');
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    const task = await until(trial, id, WAITS);
    expect(task.agentId).not.toBe('writer');
    expect(executors.requests.map(({ agent }) => agent.id)).toEqual(['writer']);
  });

  it('by a retry: another try of the same act is the same use, and another task is another act', async () => {
    let fails = true;
    const executors = new FunctionExecutors({
      letter: (request, signal) => {
        if (!fails) return done(request, signal);
        fails = false;
        return failing()(request, signal);
      },
    });
    const { trial } = begin({ executors });
    const id = await asked(trial);
    await until(trial, id, WAITS);
    await trial.decide(id, 'approved');
    await eventually(async () =>
      expect(await trial.nearerToNextTry(id)).toMatchObject({ state: 'succeeded', tries: 2 }),
    );
    expect(trial.governance.asked).toHaveLength(1);
    const again = await asked(trial, { retryOf: id });
    await until(trial, again, WAITS);
    expect(trial.governance.asked).toHaveLength(2);
  });

  it('by leave that is somebody else’s', async () => {
    const { trial, executors } = begin();
    const one = await asked(trial);
    await until(trial, one, WAITS);
    const { key } = trial.governance.asked[0]!.question;
    await trial.decide(one, 'approved');
    await until(trial, one, { state: 'succeeded' });
    const two = await asked(trial, { leave: { key, act: 'customer.email' } });
    await until(trial, two, WAITS);
    expect(executors.requests).toHaveLength(1);
    const three = await asked(trial, { capability: 'free.work', leave: { key, act: 'customer.email' } });
    await until(trial, three, { state: 'failed', error: { code: 'not_allowed' } });
    expect(executors.requests).toHaveLength(1);
  });

  it('for a process that dies between the use of the leave and the beginning: the same task goes on by it', async () => {
    const { trial: dying } = begin();
    const id = await asked(dying);
    await until(dying, id, WAITS);
    const { governance } = dying;
    const hangs = governance.ask;
    governance.ask = async (request, question, options) => {
      const answer = await hangs(request, question, options);
      if ((request as { name: string }).name === 'approval.use') await new Promise(() => undefined);
      return answer;
    };
    await dying.decide(id, 'approved');
    await eventually(() => expect(governance.asked[0]!.verdict).toBe('used'));
    processes.pop();
    governance.ask = hangs;
    const { trial: other, executors } = begin({ governance, clock: dying.clock });
    dying.clock.passMs(60_000);
    await until(other, id, { state: 'succeeded' });
    expect(executors.requests).toHaveLength(1);
    expect(governance.asked).toHaveLength(1);
  });
});

/** Whom the state of a migration lets act; a spec moves it. */
class Movable extends TargetActs {
  who = 'writer';

  override assign(task: Task, decision: Parameters<TargetActs['assign']>[1]): Assignment {
    return { ...super.assign(task, decision), agentId: this.who, migrationId: 'm-1' };
  }
}
