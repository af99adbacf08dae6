import type { RoutingDecision } from '../../routing/routing-decision.js';
import type { TaskRecord } from '../record/task-record.js';
import { asRouting } from '../record/task-record.js';
import { changeOf, eventsOf, inMs, movesOf, NOW, runningRecord, takingContext } from '../testing/trial-record.js';
import { SPEND_STATES, type SpendState } from '../task.js';
import { TRIAL_AGENTS, TRIAL_CAPABILITIES, trialAgent } from '../testing/trial-roster.js';
import { TargetActs } from '../testing/trial-ports.js';
import { STOPPED_RETRY_MS } from './begin-work.js';
import { CLARIFYING_ROUNDS_MAX } from './choose-who.js';
import { TaskChange } from './task-change.js';
import { DEATHS_MAX } from './retry-policy.js';
import { takeTask } from './take-task.js';
import { PERSON_ANSWERS_WITHIN_MS, type TakingContext } from './taking.js';

type Given = Parameters<typeof takingContext>[2];

const PLANNED = trialAgent('planned', { can: ['work'], status: 'planned' });
const PAUSED = trialAgent('paused', { can: ['work'], status: 'paused' });
const AGENTS = [...TRIAL_AGENTS, PLANNED, PAUSED];

function taking(change: TaskChange, given: Given = {}) {
  const context: TakingContext = takingContext(AGENTS, TRIAL_CAPABILITIES, given);
  return { change, taken: takeTask(change, context) };
}
const take = (part: Partial<TaskRecord> = {}, given: Given = {}) => taking(changeOf(part), given);
const takeOver = (part: Partial<TaskRecord> = {}) => taking(new TaskChange(runningRecord(part), NOW));

const to = (agentId: string, personaId: string | null = null): RoutingDecision => ({
  ...{ kind: 'agent', agentId, personaId, capability: 'work', confidence: 0.9, reasons: [] },
  others: [{ agentId: 'zealot', personaId: null, score: 0.1, reasons: [] }],
});
const ASKS: RoutingDecision = { kind: 'clarify', questions: ['Which?'], confidence: 0.4, reasons: [] };
const A_PERSON: RoutingDecision = { kind: 'person', confidence: 0.1, reasons: [] };

describe('a task that is taken', () => {
  it('is routed, and begins at once when it costs nothing, under a lease with a new token', () => {
    const { change, taken } = take({ leaseToken: 7 }, { decision: to('worker', 'second') });
    expect(taken).toMatchObject({ kind: 'run', acting: { agent: { id: 'worker' }, persona: { id: 'second' } } });
    expect(movesOf(change)).toEqual(['route', 'begin']);
    expect(change.after).toMatchObject({
      ...{ state: 'running', agentId: 'worker', personaId: 'second', attempt: 1, tries: 1, startedAt: NOW },
      ...{ leaseOwner: 'runner-1', leaseUntil: inMs(30_000), leaseToken: 8, spendState: 'none' },
      routing: { agentId: 'worker', personaId: 'second', confidence: 0.9, others: [{ agentId: 'zealot' }] },
    });
    expect(eventsOf(change)).toEqual(['TaskStarted']);
  });

  it('is given to whom the state of the migration lets act, with a proposal beside them', () => {
    const assignments = new TargetActs();
    const shadow = { agentId: 'worker', personaId: 'second' };
    assignments.assign = () => ({
      ...{ agentId: 'zealot', personaId: null, actsAs: 'legacy', migrationId: 'm-1', shadow, reason: 'shadow' },
    });
    const { change, taken } = take({}, { decision: to('worker', 'second'), assignments });
    expect(taken).toMatchObject({ kind: 'run', acting: { agent: { id: 'zealot' } }, shadow });
    expect(change.after).toMatchObject({
      ...{ agentId: 'zealot', personaId: null, targetAgentId: 'worker', migrationId: 'm-1', actsAs: 'legacy' },
      routing: { agentId: 'worker', personaId: 'second', assignment: 'shadow' },
    });
    // Of further tries there is no second proposal.
    const again = taking(
      new TaskChange({ ...change.after, state: 'queued', waitsFor: 'retry', leaseOwner: null }, NOW),
    );
    expect(again.taken).toMatchObject({ kind: 'run', shadow: null });
    expect([again.change.after.attempt, eventsOf(again.change)]).toEqual([2, []]);
  });

  it('stays with the agent that has begun, whatever routing would say now', () => {
    const part: Partial<TaskRecord> = {
      ...{ waitsFor: 'retry', attempt: 1, tries: 1, agentId: 'worker', startedAt: inMs(-9) },
    };
    const { change } = take(part, { decision: to('zealot') });
    expect(change.after).toMatchObject({
      agentId: 'worker',
      attempt: 2,
      tries: 2,
      startedAt: inMs(-9),
      tryStartedAt: NOW,
    });
  });

  it('that fell back goes to whom it fell back, and the migrations have their say', () => {
    const routing = asRouting({ agentId: 'zealot', personaId: null, confidence: 0.5, reasons: [], others: [] });
    const { change } = take({ stage: 'agent', agentId: 'zealot', routing }, { decision: to('worker') });
    expect(change.after).toMatchObject({ agentId: 'zealot', targetAgentId: 'zealot', state: 'running' });
  });

  it('whose first agent gets no work falls back', () => {
    const { change, taken } = take({}, { decision: to('paused') });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({ state: 'queued', stage: 'agent', error: { code: 'agent_not_active' } });
  });

  it.each<[string, Partial<TaskRecord>, string]>([
    ['its agent', { capability: 'work' }, 'not_in_registry'],
    ['its capability', { capability: 'gone' }, 'not_in_registry'],
  ])('of which the registry has lost %s falls back', (what, part, code) => {
    const { change } = take(part, { decision: to(what === 'its agent' ? 'gone' : 'worker') });
    expect(change.after).toMatchObject({ state: 'queued', error: { code } });
  });
});

describe('a task that nobody is sure about', () => {
  it('asks, and waits for an answer for a day', () => {
    const { change, taken } = take({ capability: null }, { decision: ASKS });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({
      ...{ state: 'queued', waitsFor: 'clarification', clarified: 1, waitsUntil: inMs(PERSON_ANSWERS_WITHIN_MS) },
      ...{ leaseOwner: null, routing: { questions: ['Which?'] } },
    });
    expect([movesOf(change), eventsOf(change)]).toEqual([['clarify'], ['TaskWaiting']]);
  });

  it.each<[string, Partial<TaskRecord>, RoutingDecision]>([
    ['has asked often enough', { clarified: CLARIFYING_ROUNDS_MAX }, ASKS],
    ['has nothing to ask', {}, A_PERSON],
  ])('goes to a person when it %s', (_when, part, decision) => {
    const { change, taken } = take({ capability: null, ...part }, { decision });
    expect(taken).toMatchObject({ kind: 'run', acting: { agent: { id: 'director', executor: { kind: 'human' } } } });
    expect(change.after).toMatchObject({ stage: 'person', state: 'running', agentId: 'director' });
  });
});

describe('a proposal', () => {
  const pinned = { mode: 'propose', pinnedAgentId: 'worker', pinnedPersonaId: 'second', shadowOf: 'x' } as const;

  it('is made by the one it was asked of, without routing', () => {
    const { change } = take(pinned, { decision: to('zealot') });
    expect(change.after).toMatchObject({ agentId: 'worker', personaId: 'second', actsAs: 'target', migrationId: null });
  });

  it('may be made by an agent that is only planned, and by none that is paused', () => {
    expect(take({ ...pinned, pinnedAgentId: 'planned', pinnedPersonaId: null }).taken.kind).toBe('run');
    const { change } = take({ ...pinned, pinnedAgentId: 'paused', pinnedPersonaId: null });
    expect(change.after).toMatchObject({ state: 'failed', error: { code: 'agent_not_active' } });
  });
});

describe('a lease that ended without a word', () => {
  it('of a running task: the same try goes on', () => {
    const { change, taken } = takeOver();
    expect(taken).toMatchObject({ kind: 'run', acting: { agent: { id: 'worker' } }, shadow: null });
    expect(change.after).toMatchObject({ state: 'running', attempt: 1, deaths: 1, leaseToken: 2 });
    expect(movesOf(change)).toEqual(['reclaim']);
  });

  it.each([
    [0, 'running', 1],
    [1, 'running', 2],
    [DEATHS_MAX - 2, 'running', DEATHS_MAX - 1],
    [DEATHS_MAX - 1, 'failed', DEATHS_MAX],
  ])('after %i others: it is %s', (deaths, state, now) => {
    expect(takeOver({ deaths }).change.after).toMatchObject({ state, deaths: now });
  });

  it('of a task that was only routed: it is routed anew', () => {
    const { change } = take({ state: 'routed', leaseOwner: 'dead', agentId: 'worker' }, { decision: to('zealot') });
    expect(movesOf(change)).toEqual(['reclaim', 'route', 'begin']);
    expect(change.after).toMatchObject({ agentId: 'zealot', deaths: 1 });
  });

  it('of a task whose agent is gone from the registry: it falls back', () => {
    const { change, taken } = takeOver({ agentId: 'gone', targetAgentId: 'gone' });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({ state: 'queued', error: { code: 'not_in_registry' } });
  });
});

describe('a task that ends before it begins', () => {
  it.each<[string, Partial<TaskRecord>, string, string]>([
    ['that a person cancelled', { cancelRequested: true }, 'cancelled', 'cancelled'],
    ['that is due', { dueAt: NOW }, 'timed_out', 'deadline'],
  ])('%s', (_what, part, state, code) => {
    const { change, taken } = take(part);
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({ state, error: { code }, leaseOwner: null, compensation: 'none' });
  });

  it('but not one that a person has: late, it is still wanted', () => {
    expect(take({ dueAt: NOW, stage: 'person', agentId: 'worker' }).taken.kind).toBe('run');
  });
});

const COSTLY = { capability: 'costly.work' };
const HELD: Partial<TaskRecord> = {
  ...{ spendState: 'reserved', spendNo: 1, spendKey: 'task/x/1', spendAgentId: 'spender', currency: 'USD' },
  ...{ reservedMinor: 500n, spendUntil: inMs(1) },
};

describe('a task that costs money', () => {
  it('is asked of finance first, under a key of its own', () => {
    const { change, taken } = take(COSTLY);
    expect(taken).toMatchObject({ kind: 'ask', cost: { amountMinor: 500n, allowanceMinor: 100n }, hasWaited: false });
    const { id } = change.after;
    expect(change.after).toMatchObject({ state: 'routed', spendState: 'asked', spendNo: 1, spendKey: `task/${id}/1` });
    expect(change.spends).toMatchObject([{ n: 1, state: 'asked', amountMinor: 500n, agentId: 'spender' }]);
  });

  it.each<[string, Partial<TaskRecord>, object]>([
    ['under the same key while nobody has answered', { spendState: 'asked', spendUntil: null }, { spendNo: 1 }],
    ['anew when another agent had asked', { spendState: 'asked', spendAgentId: 'worker' }, { spendNo: 2 }],
    ['anew when what was held has lapsed', { spendUntil: NOW }, { spendNo: 2 }],
    ['anew when what was held is settled', { spendState: 'settled' }, { spendNo: 2 }],
  ])('is asked %s', (_how, part, expected) => {
    const { change, taken } = take({ ...COSTLY, ...HELD, ...part });
    expect(taken.kind).toBe('ask');
    expect(change.after).toMatchObject({ ...expected, spendState: 'asked' });
  });

  it('is not asked again while enough is held for the same agent', () => {
    const { change, taken } = take({ ...COSTLY, ...HELD });
    expect(taken.kind).toBe('run');
    expect([movesOf(change), change.spends]).toEqual([['route', 'reserve', 'begin'], []]);
  });

  /** What is the matter with its money when it is taken; `spendNo` counts the questions. */
  const TAKEN: Readonly<Record<SpendState, readonly [kind: 'ask' | 'run', spendNo: number, SpendState]>> = {
    none: ['ask', 2, 'asked'],
    asked: ['ask', 1, 'asked'],
    reserved: ['run', 1, 'reserved'],
    // Of a try before: settled by itself, under its own key.
    to_commit: ['ask', 2, 'asked'],
    to_release: ['ask', 2, 'asked'],
    settled: ['ask', 2, 'asked'],
  };

  it.each(SPEND_STATES)('whose money is %s', (spendState) => {
    const { change, taken } = take({ ...COSTLY, ...HELD, spendState });
    expect([taken.kind, change.after.spendNo, change.after.spendState]).toEqual(TAKEN[spendState]);
  });

  it('gives back what is held for it when it comes to somebody who costs nothing', () => {
    const { change } = take({ ...HELD, spendAgentId: 'spender' }, { decision: to('worker') });
    expect(change.after).toMatchObject({ state: 'running', spendState: 'to_release' });
    expect(change.spends).toMatchObject([{ n: 1, state: 'to_release' }]);
  });

  it('knows whether it has waited for finance, or only for its agent', () => {
    const waited: Partial<TaskRecord> = { ...COSTLY, ...HELD, waitsFor: 'budget' };
    expect(take({ ...waited, spendState: 'asked', spendUntil: null }).taken).toMatchObject({ hasWaited: true });
    expect(take({ ...waited, spendState: 'settled' }).taken).toMatchObject({ hasWaited: false });
  });

  it.each([
    ['until its stop is over', inMs(3_600_000), inMs(3_600_000)],
    ['and is looked at again while only a person can end it', null, inMs(STOPPED_RETRY_MS)],
  ])('waits while its agent stands still, %s', (_until, stop, runAfter) => {
    const { change, taken } = take(COSTLY, { stops: new Map([['spender', stop]]) });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({ state: 'queued', waitsFor: 'budget', runAfter, leaseOwner: null });
    expect(change.spends).toEqual([]);
  });
});

describe('a task that is an act', () => {
  it.each([null, 'user:other'])(
    'does not begin before governance is asked, whoever said yes before (%s)',
    (approvedBy) => {
      const { change, taken } = take({ capability: 'approved.work', approvedBy });
      expect(taken).toMatchObject({ kind: 'guard', isOwn: true, question: { act: 'capability.run' } });
      expect(change.after).toMatchObject({ state: 'budget_reserved', attempt: 0, startedAt: null });
      expect(change.after.leaseOwner).not.toBeNull();
      expect(eventsOf(change)).toEqual([]);
    },
  );
});
