import type { SpendDecision } from '@vividwalls/contracts';
import fc from 'fast-check';
import type { TaskRecord } from '../record/task-record.js';
import { TASK_POSITIONS } from '../task-machine.js';
import { changeOf, eventsOf, inMs, movesOf, NOW } from '../testing/trial-record.js';
import { rosterFrom, trialAgent, trialCapability } from '../testing/trial-roster.js';
import { ruleSpend, type SpendAnswer } from './rule-spend.js';
import type { Asked } from './taking.js';

const agent = trialAgent('spender', {
  capabilities: [{ name: 'work', expertise: 1, costMinor: '500', allowanceMinor: '100' }],
});
const capability = trialCapability('work');
const context = { roster: rosterFrom([agent], [capability]), chance: () => 0 };
const HELD_UNTIL = inMs(900_000);

const asking: Partial<TaskRecord> = {
  ...{
    state: 'routed',
    agentId: 'spender',
    targetAgentId: 'spender',
    leaseOwner: 'runner-1',
    leaseUntil: inMs(30_000),
  },
  ...{ spendState: 'asked', spendNo: 1, spendKey: 'task/x/1', spendAgentId: 'spender', currency: 'USD' },
};

const decided = (decision: SpendDecision['decision'], more: Partial<SpendDecision> = {}): SpendAnswer => ({
  kind: 'decided',
  decision: { decision, reason: 'finance says so', key: 'task/x/1', ...more },
});
const YES = decided('authorised', { expiresAt: HELD_UNTIL.toISOString() });
const SILENCE: SpendAnswer = { kind: 'unanswered', reason: 'nobody is there' };

function rule(
  answer: SpendAnswer,
  part: Partial<TaskRecord> = {},
  more: { hasWaited?: boolean; approval?: 'always' } = {},
) {
  const change = changeOf({ ...asking, ...part });
  const asked: Asked = {
    acting: { agent, persona: null, capability: { ...capability, approval: more.approval ?? 'never' } },
    ...{ cost: { amountMinor: 500n, allowanceMinor: 100n }, shadow: null, hasWaited: more.hasWaited ?? false },
  };
  return { change, taken: ruleSpend(change, answer, asked, context) };
}

describe('what finance says', () => {
  it('yes: the work begins, with what is held', () => {
    const { change, taken } = rule(YES);
    expect(taken.kind).toBe('run');
    expect(movesOf(change)).toEqual(['reserve', 'begin']);
    expect(change.after).toMatchObject({
      ...{ state: 'running', spendState: 'reserved', reservedMinor: 500n, spendUntil: HELD_UNTIL, attempt: 1 },
    });
    expect(change.spends).toEqual([
      expect.objectContaining({ state: 'reserved', amountMinor: 500n, allowanceMinor: 100n, heldUntil: HELD_UNTIL }),
    ]);
    expect(eventsOf(change)).toEqual(['TaskStarted']);
  });

  it('yes, where governance is to be asked too: it does not begin, and what is held stays held', () => {
    const { change, taken } = rule(YES, {}, { approval: 'always' });
    expect(taken.kind).toBe('guard');
    expect(change.after).toMatchObject({ state: 'budget_reserved', spendState: 'reserved', startedAt: null });
    expect(eventsOf(change)).toEqual([]);
  });

  it('counts for nothing when its migration has moved: assigned anew at once, and what may be held stays to be released', () => {
    const { change, taken } = rule({ kind: 'overtaken' });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({
      ...{ state: 'queued', spendState: 'asked', runAfter: NOW, leaseOwner: null, attempt: 0 },
    });
    expect(movesOf(change)).toEqual(['put_back']);
  });

  it('no: it has failed, its agent stands still, and nobody else is asked', () => {
    const { change, taken } = rule(decided('refused'));
    expect(taken).toEqual({ kind: 'none', stops: 'finance says so' });
    expect(change.after).toMatchObject({
      ...{ state: 'failed', error: { code: 'over_budget', message: 'finance says so' }, stage: 'assigned' },
      ...{ spendState: 'settled', endedAt: NOW, compensation: 'none' },
    });
    expect(change.spends.map(({ state }) => state)).toEqual(['refused']);
    expect(eventsOf(change)).toEqual(['TaskEnded']);
  });

  it('no, but only for what is held for others at this moment: it waits, and is asked anew under another key', () => {
    const answer = decided('refused');
    const { change, taken } = rule({ ...answer, passes: true } as SpendAnswer, { createdAt: inMs(-400_000) });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({
      ...{ state: 'queued', waitsFor: 'budget', runAfter: inMs(100_000), leaseOwner: null, error: null },
      // Settled: the next question is a new one.
      spendState: 'settled',
    });
    expect(change.spends.map(({ state }) => state)).toEqual(['refused']);
    // No person can do anything about it: nobody is told.
    expect([movesOf(change), eventsOf(change)]).toEqual([['await_budget'], []]);
  });

  it.each([
    // age of the task, ms → asked again after
    [0, 30_000],
    [60_000, 30_000],
    [400_000, 100_000],
    [86_400_000, 600_000],
  ])('ask a person: a task that is %i ms old is asked about again after %i', (ageMs, againMs) => {
    const { change, taken } = rule(decided('approval_required'), { createdAt: inMs(-ageMs) });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({
      ...{ state: 'queued', waitsFor: 'budget', runAfter: inMs(againMs), leaseOwner: null, spendState: 'asked' },
    });
    expect([movesOf(change), eventsOf(change)]).toEqual([['noted'], ['TaskWaiting']]);
  });

  it('ask a person, once more: nobody is told again', () => {
    const { change } = rule(decided('approval_required'), {}, { hasWaited: true });
    expect(change.after).toMatchObject({ state: 'queued', waitsFor: 'budget' });
    expect([movesOf(change), eventsOf(change)]).toEqual([[], []]);
  });

  it.each([
    [0, 500],
    [1_000, 500],
    [3_000, 1_000],
    [60_000, 15_000],
    [86_400_000, 15_000],
  ])('nothing: a task that is %i ms old is asked about again after %i, under the same key', (ageMs, againMs) => {
    const { change, taken } = rule(SILENCE, { createdAt: inMs(-ageMs) });
    expect(taken).toEqual({ kind: 'none' });
    expect(change.after).toMatchObject({
      ...{ state: 'queued', waitsFor: 'retry', runAfter: inMs(againMs), leaseOwner: null },
      ...{ spendState: 'asked', spendKey: 'task/x/1', spendNo: 1, error: null },
    });
    expect(eventsOf(change)).toEqual([]);
  });

  it('begins nothing but by a clear yes', () => {
    const answers = fc.constantFrom(SILENCE, decided('refused'), decided('approval_required'));
    const age = fc.integer({ min: 0, max: 10 * 86_400_000 });
    fc.assert(
      fc.property(answers, age, fc.boolean(), (answer, ageMs, hasWaited) => {
        const { change, taken } = rule(answer, { createdAt: inMs(-ageMs) }, { hasWaited });
        expect(taken.kind).toBe('none');
        expect(change.after.leaseOwner).toBeNull();
        expect(change.after.startedAt).toBeNull();
      }),
    );
  });

  const routed = TASK_POSITIONS.filter(({ state }) => state !== 'routed');
  it.each(routed)('is no answer for a task that is $state ($waitsFor)', ({ state, waitsFor }) => {
    expect(() => rule(YES, { state, waitsFor })).toThrow(/can't reserve|has ended/);
  });
});
