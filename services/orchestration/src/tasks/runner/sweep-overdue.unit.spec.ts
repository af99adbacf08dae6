import type { TaskRecord } from '../record/task-record.js';
import { ENDS, TASK_POSITIONS } from '../task-machine.js';
import { eventsOf, inMs, movesOf, NOW, runningRecord, trialRecord } from '../testing/trial-record.js';
import { rosterFrom, trialAgent, trialCapability } from '../testing/trial-roster.js';
import { TaskChange } from '../changes/task-change.js';
import { ruleOverdue } from './sweep-overdue.js';

const roster = rosterFrom([trialAgent('worker', { can: ['work'], reportsTo: null })], [trialCapability('work')]);
const rule = (task: TaskRecord) => ruleOverdue(new TaskChange(task, NOW), { roster, chance: () => 0 });
const PAST = inMs(-1);

const waiting = (waitsFor: TaskRecord['waitsFor'], part: Partial<TaskRecord> = {}) =>
  runningRecord({ waitsFor, waitsUntil: NOW, leaseOwner: null, leaseUntil: null, ...part });
const queued = (part: Partial<TaskRecord>) => trialRecord({ agentId: null, ...part });

describe('a task whose time has passed', () => {
  it.each<[string, TaskRecord, Partial<TaskRecord>, string[]]>([
    [
      'is tried again when no report came',
      waiting('callback'),
      { state: 'queued', waitsFor: 'retry', error: { code: 'no_answer', message: expect.any(String) as string } },
      [],
    ],
    [
      'is tried again when its child is too late',
      waiting('task'),
      { state: 'queued', waitsFor: 'retry', error: { code: 'child_too_late', message: expect.any(String) as string } },
      [],
    ],
    [
      'goes on when that was what it waited for',
      waiting('task', { onTime: 'resume' }),
      { state: 'running', waitsFor: null, waitsUntil: null, runAfter: NOW, resumedBy: null, attempt: 1 },
      [],
    ],
    [
      'waits on when a person has it, and is told of',
      waiting('person', { stage: 'person' }),
      { state: 'running', waitsFor: 'person', overdueTold: true },
      ['TaskWaiting'],
    ],
    [
      'has timed out when no report came and it was due',
      waiting('callback', { dueAt: NOW }),
      { state: 'timed_out' },
      ['TaskEnded'],
    ],
    [
      'has timed out in the queue',
      queued({ dueAt: NOW }),
      { state: 'timed_out', error: { code: 'deadline', message: expect.any(String) as string } },
      ['TaskEnded'],
    ],
    [
      'has timed out between two tries',
      queued({ waitsFor: 'retry', dueAt: PAST }),
      { state: 'timed_out' },
      ['TaskEnded'],
    ],
    [
      'has timed out before anybody said yes',
      queued({ state: 'awaiting_approval', waitsUntil: inMs(1), dueAt: NOW }),
      { state: 'timed_out' },
      ['TaskEnded'],
    ],
    [
      'has failed when nobody said yes',
      queued({ state: 'awaiting_approval', waitsUntil: NOW }),
      { state: 'failed', error: { code: 'approval_expired', message: expect.any(String) as string } },
      ['TaskEnded'],
    ],
    [
      'goes to a person when nobody answered its questions',
      queued({ waitsFor: 'clarification', waitsUntil: NOW }),
      { state: 'queued', waitsFor: null, stage: 'person', agentId: null },
      ['TaskFellBack'],
    ],
  ])('%s', (_what, task, expected, events) => {
    const change = rule(task)!;
    expect(change.after).toMatchObject(expected);
    expect([movesOf(change).length, eventsOf(change)]).toEqual([1, events]);
  });

  it.each<[string, TaskRecord]>([
    ['a person was told of already', waiting('person', { overdueTold: true })],
    ['waits until later', waiting('callback', { waitsUntil: inMs(1) })],
    ['runs, and is due: its own runner sees to that', runningRecord({ dueAt: PAST })],
    ['lies in the queue until later', queued({ dueAt: inMs(1), runAfter: inMs(-60_000) })],
    ['asks until later', queued({ waitsFor: 'clarification', waitsUntil: inMs(1) })],
    ['waits for a yes until later', queued({ state: 'awaiting_approval', waitsUntil: inMs(1) })],
    ['waits for nobody', queued({ waitsFor: 'budget', waitsUntil: NOW })],
  ])('is left alone when it %s', (_what, task) => {
    expect(rule(task)).toBeNull();
  });

  it('is brought on, seen, or left alone, wherever it stands: nothing is refused by the machine', () => {
    for (const { state, waitsFor } of TASK_POSITIONS.filter((position) => !ENDS.has(position.state))) {
      if (state === 'routed' || state === 'budget_reserved') continue; // Held by a runner: never swept.
      for (const dueAt of [null, PAST]) {
        for (const onTime of ['time_out', 'resume'] as const) {
          expect(() => rule(trialRecord({ state, waitsFor, dueAt, onTime, waitsUntil: PAST }))).not.toThrow();
        }
      }
    }
  });
});
