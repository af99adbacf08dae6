import type { ModuleRef } from '@nestjs/core';
import { eventually } from '@vividwalls/testing';
import { ExecutorsByKind } from '../../executors/executors.js';
import type { Json } from '../../json.js';
import { TaskDesk } from '../../tasks/ports.js';
import { GovernanceStandIn } from '../../tasks/testing/governance-stand-in.js';
import { MovableClock, TaskTrial } from '../../tasks/testing/task-trial.js';
import { trialAgent, trialCapability, TrialRosters } from '../../tasks/testing/trial-roster.js';
import { createOrchestrationDatabase, type OrchestrationDatabase } from '../../testing/orchestration-database.js';
import {
  definePlaybook,
  isYes,
  type ApprovalStep,
  type ChildStep,
  type ComputeStep,
  type Decision,
  type OutsideStep,
} from './playbook.js';
import { PlaybookExecutor } from './playbook.executor.js';
import { PlaybookRegistry } from './registry.js';

const HOUR_MS = 3_600_000;
const nothing: Decision = { verdict: 'pending', reason: 'would be asked', approvalId: null, decidedBy: [] };

/** What was sent, by idempotency key. */
const sent: string[] = [];
let amount = 4_500;

const figure: ComputeStep<unknown, { amountMinor: string }> = {
  ...{ kind: 'compute', name: 'figure' },
  work: () => ({ amountMinor: String(amount) }),
};
const refund = (more: Partial<ApprovalStep<unknown>> = {}): ApprovalStep<unknown> => ({
  ...{ kind: 'approval', name: 'ask' },
  act: (run) => ({
    ...{ act: 'order.refund', subject: 'o-1', why: 'torn', facts: { ...run.of(figure), currency: 'USD' } },
    does: { refund: 'o-1', ...run.of(figure) },
  }),
  proposal: () => nothing,
  ...more,
});
const paying = (
  guard: ApprovalStep<unknown>,
  more: Partial<OutsideStep<unknown, Json>> = {},
): OutsideStep<unknown, Json> => ({
  ...{ kind: 'outside', name: 'pay', guard },
  work: (_run, key) => {
    sent.push(key);
    return Promise.resolve({ paid: true });
  },
  proposal: () => ({ paid: false }),
  ...more,
});

const strict = refund();
const late = refund({ orElse: 'go_on', until: (run) => new Date((run.input as { at: number }).at + HOUR_MS) });
const careless = refund({ orElse: 'go_on' });
const PLAYBOOKS = [
  definePlaybook<unknown>({
    ...{ name: 'refund', capability: 'refund', read: () => null, steps: [figure, strict, paying(strict)] },
    output: (run) => ({ decided: run.of(strict).verdict, by: run.of(strict).decidedBy }),
  }),
  definePlaybook<unknown>({
    ...{ name: 'late', capability: 'late', read: ({ at }) => ({ at }) },
    steps: [figure, late, paying(late, { when: (run) => isYes(run.of(late)) })],
    output: (run) => ({ decided: run.of(late).verdict }),
  }),
  definePlaybook<unknown>({
    ...{ name: 'careless', capability: 'careless', read: () => null, steps: [figure, careless, paying(careless)] },
    output: (run) => ({ decided: run.of(careless).verdict }),
  }),
  handingOver(),
];

/** Leave that is got here is used where the child begins. */
function handingOver() {
  const ask: ApprovalStep<unknown> = {
    ...{ kind: 'approval', name: 'ask', proposal: () => nothing },
    act: (run) => ({ act: 'print.submit', why: 'the sheet is made', facts: { items: 1, ...run.of(figure) } }),
  };
  const print: ChildStep<unknown> = {
    ...{ kind: 'child', name: 'print', guard: ask },
    task: (run) => ({ capability: 'print', input: { sheet: 's-1', ...run.of(figure) } }),
    proposal: () => ({ taskId: '', state: 'succeeded', output: null, error: null }),
  };
  return definePlaybook<unknown>({
    ...{ name: 'hand', capability: 'hand', read: () => null, steps: [figure, ask, print] },
    output: (run) => ({ printed: run.of(print).state }),
  });
}

const names = ['refund', 'late', 'careless', 'hand'];
const print = trialCapability('print', {
  ...{ approval: { act: 'print.submit', facts: {} }, inputSchema: { type: 'object' }, outputSchema: {} },
});
const rosters = new TrialRosters(
  [trialAgent('worker', { can: [...names, 'print'], reportsTo: null })],
  [...names.map((name) => trialCapability(name, { outputSchema: {}, inputSchema: { type: 'object' } })), print],
);

let database: OrchestrationDatabase;
const processes: TaskTrial[] = [];
beforeEach(async () => {
  database = await createOrchestrationDatabase('approval-step');
  sent.length = 0;
  amount = 4_500;
});
afterEach(async () => {
  for (const one of processes.splice(0)) await one.runner.stop();
  await database?.drop();
});

/** A process of the service that runs playbooks, and hands `print` to nobody else. */
function begin(
  clock = new MovableClock(),
  governance = new GovernanceStandIn(undefined, () => clock.now()),
): TaskTrial {
  const modules = { get: (): TaskDesk => trial.desk } as unknown as ModuleRef;
  const work = { run: (run) => database.dataSource.transaction(run) } as TaskTrial['parts']['work'];
  const registry = new PlaybookRegistry([...PLAYBOOKS, printing]);
  const playbooks = new PlaybookExecutor(registry, work as never, modules, clock, governance);
  const trial: TaskTrial = new TaskTrial(database.dataSource, {
    ...{ clock, rosters, governance, executors: new ExecutorsByKind([playbooks], clock) },
  });
  processes.push(trial);
  trial.runner.start();
  return trial;
}
const printing = definePlaybook<unknown>({
  ...{ name: 'print', capability: 'print', read: () => null, steps: [] },
  output: () => ({ printed: true }),
});

const asked = (trial: TaskTrial, capability: string, input: object = {}) =>
  trial
    .enqueue({ key: crypto.randomUUID(), capability, input: input as never, requestedBy: 'rule:x' })
    .then(([id]) => id!);
const until = (trial: TaskTrial, id: string, what: object) =>
  eventually(async () => {
    const task = await trial.task(id);
    expect(task).toMatchObject(what);
    return task;
  });
const WAITS = { state: 'running', waitsFor: 'approval', leaseOwner: null };

describe('a step that asks for an approval', () => {
  it('is held by nobody meanwhile, and what it guards begins once, by a yes', async () => {
    const trial = begin();
    const id = await asked(trial, 'refund');
    const waiting = await until(trial, id, WAITS);
    const { question } = trial.governance.asked[0]!;
    expect(question).toMatchObject({
      ...{ act: 'order.refund', subject: 'o-1', asker: 'agent:worker', taskId: id, why: 'torn' },
      ...{ facts: { amountMinor: '4500' }, does: { refund: 'o-1', amountMinor: '4500' } },
    });
    expect(waiting).toMatchObject({ approvalKey: question.key, approvalId: trial.governance.asked[0]!.id });
    expect(sent).toEqual([]);
    // Who computed another figure by then goes on by the one that people saw.
    amount = 9_900;
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded', output: { decided: 'approved', by: ['user:anna'] } });
    expect(sent).toEqual([`${id}:refund/pay`]);
    expect(trial.governance.asked).toMatchObject([{ verdict: 'used', usedFor: `${id}:refund/pay` }]);
    expect(await trial.moves(id)).toEqual(['queued', 'route', 'begin', 'wait_for_approval', 'resume', 'succeed']);
  });

  it('does not wait where no policy wants a person', async () => {
    const trial = begin();
    trial.governance.rule = () => 'free';
    const id = await asked(trial, 'refund');
    await until(trial, id, { state: 'succeeded', output: { decided: 'free' } });
    expect(sent).toHaveLength(1);
  });

  it.each(['rejected', 'expired', 'changes_asked', 'withdrawn'] as const)(
    '%s: fails, and nothing was sent',
    async (verdict) => {
      const trial = begin();
      const id = await asked(trial, 'refund');
      await until(trial, id, WAITS);
      await trial.decide(id, verdict, 'not so');
      await until(trial, id, { error: { code: 'declined', message: expect.stringContaining('not so') } });
      expect(sent).toEqual([]);
    },
  );

  it('waits on while governance is away, and loses no try by it', async () => {
    const trial = begin();
    trial.governance.isAway = true;
    const id = await asked(trial, 'refund');
    await until(trial, id, { ...WAITS, approvalId: null });
    trial.governance.isAway = false;
    trial.clock.passMs(31_000);
    await eventually(() => expect(trial.governance.waiting).toHaveLength(1));
    await until(trial, id, WAITS);
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded', tries: 1 });
  });

  it('that has a time of its own goes on without, and nobody need decide it any more', async () => {
    const trial = begin();
    const id = await asked(trial, 'late', { at: trial.clock.now().getTime() });
    await until(trial, id, WAITS);
    trial.clock.passMs(HOUR_MS + 1_000);
    await until(trial, id, { state: 'succeeded', output: { decided: 'late' } });
    expect(trial.governance.asked).toMatchObject([{ verdict: 'withdrawn' }]);
    expect(sent).toEqual([]);
  });

  it('whose end is heard by another process goes on there', async () => {
    const first = begin();
    const id = await asked(first, 'refund');
    await until(first, id, WAITS);
    await first.runner.stop();
    processes.pop();
    const second = begin(first.clock, first.governance);
    await second.decide(id, 'approved');
    await until(second, id, { state: 'succeeded' });
    expect(sent).toHaveLength(1);
  });

  it('is only thought of in a proposal', async () => {
    const trial = begin();
    const [id] = await trial.enqueue({
      key: 'p',
      capability: 'late',
      input: { at: 0 },
      mode: 'propose',
      agentId: 'worker',
    });
    await until(trial, id!, { state: 'succeeded', output: { decided: 'pending' } });
    expect([trial.governance.calls, sent]).toEqual([0, []]);
  });
});

describe('a guarded step', () => {
  it('does not begin without a yes, also where its playbook forgot to look', async () => {
    const trial = begin();
    const id = await asked(trial, 'careless');
    await until(trial, id, WAITS);
    await trial.decide(id, 'rejected');
    await until(trial, id, { error: { code: 'not_allowed', message: expect.stringContaining('it is rejected') } });
    expect(sent).toEqual([]);
  });

  it('does not begin when it would do something else by then', async () => {
    const trial = begin();
    const id = await asked(trial, 'refund');
    await until(trial, id, WAITS);
    await database.owner.query(
      `UPDATE task_steps SET output = '{"amountMinor": "990000"}' WHERE task_id = $1 AND step = 'refund/figure'`,
      [id],
    );
    await trial.decide(id, 'approved');
    // It asks for what it would do now: the yes was for something else.
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    expect(trial.governance.waiting[0]!.question.facts).toMatchObject({ amountMinor: '990000' });
    expect(sent).toEqual([]);
  });

  it('begins again under the same key after a crash, by the same leave', async () => {
    const trial = begin();
    const id = await asked(trial, 'refund');
    await until(trial, id, WAITS);
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded' });
    // As if it had died before the row of the step was written.
    await database.owner.query(
      `UPDATE task_steps SET state = 'begun', output = NULL, done_at = NULL WHERE task_id = $1 AND step = 'refund/pay'`,
      [id],
    );
    await database.owner.query(`UPDATE tasks SET state = 'running', ended_at = NULL, output = NULL WHERE id = $1`, [
      id,
    ]);
    await until(trial, id, { state: 'succeeded' });
    expect(sent).toEqual([`${id}:refund/pay`, `${id}:refund/pay`]);
    expect(trial.governance.asked).toHaveLength(1);
  });
});

describe('a guarded child', () => {
  it('is asked about once, and takes the leave of its parent where its work begins', async () => {
    const trial = begin();
    const id = await asked(trial, 'hand');
    await until(trial, id, WAITS);
    expect(trial.governance.asked[0]!.question).toMatchObject({
      ...{ act: 'print.submit', facts: { items: 1 }, subject: id },
      does: { capability: 'print', input: { sheet: 's-1', amountMinor: '4500' } },
    });
    await trial.decide(id, 'approved');
    await until(trial, id, { state: 'succeeded', output: { printed: 'succeeded' } });
    const [child] = await database.dataSource.query<{ id: string; approval_key: string }[]>(
      'SELECT id, approval_key FROM tasks WHERE parent_id = $1',
      [id],
    );
    expect(child!.approval_key).toBe(trial.governance.asked[0]!.question.key);
    expect(trial.governance.asked).toMatchObject([{ verdict: 'used', usedFor: `task/${child!.id}` }]);
  });

  it('whose input is another by the time it begins is asked about itself', async () => {
    const trial = begin();
    const id = await asked(trial, 'hand');
    await until(trial, id, WAITS);
    await database.owner.query(
      `CREATE FUNCTION another() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF NEW.parent_id IS NOT NULL THEN NEW.input := '{"sheet": "s-2"}'; END IF; RETURN NEW; END $$`,
    );
    await database.owner.query('CREATE TRIGGER another BEFORE INSERT ON tasks FOR EACH ROW EXECUTE FUNCTION another()');
    await trial.decide(id, 'approved');
    await eventually(() => expect(trial.governance.asked).toHaveLength(2));
    expect(trial.governance.waiting[0]!.question).toMatchObject({
      act: 'print.submit',
      does: { input: { sheet: 's-2' } },
    });
  });
});
