import fc from 'fast-check';
import type { ExecutionOutcome } from '../../executors/executor.js';
import type { TaskRecord } from '../record/task-record.js';
import { PRIORITIES } from '../task.js';
import { eventsOf, inMs, movesOf, NOW, runningRecord } from '../testing/trial-record.js';
import { rosterFrom, trialAgent, trialCapability, trialPersona } from '../testing/trial-roster.js';
import { end, ruleOutcome } from './rule-outcome.js';
import { TaskChange } from './task-change.js';

const roster = rosterFrom(
  [
    trialAgent('director', { reportsTo: null }),
    trialAgent('worker', { can: ['work'], personas: [trialPersona('second')] }),
  ],
  [trialCapability('work')],
);
const HELD: Partial<TaskRecord> = {
  ...{ spendState: 'reserved', spendNo: 1, spendKey: 'task/x/1', spendAgentId: 'worker', currency: 'USD' },
  ...{ reservedMinor: 500n, spendUntil: inMs(60_000) },
};

const done = (output: object = { ok: true }, cost: ExecutionOutcome['cost'] = {}): ExecutionOutcome => ({
  ...{ kind: 'succeeded', output: { ...output }, cost },
});
const failed = (retryable = true, more: { retryAfterMs?: number } = {}): ExecutionOutcome => ({
  ...{ kind: 'failed', code: 'broken', message: 'it broke', retryable, cost: {}, ...more },
});

function rule(outcome: ExecutionOutcome, part: Partial<TaskRecord> = {}, actor?: string): TaskChange {
  const context = { roster, chance: () => 0, ...(actor !== undefined && { actor }) };
  return ruleOutcome(new TaskChange(runningRecord(part), NOW), outcome, context);
}

describe('work that is done', () => {
  it('ends the task, with what it came to and what it cost', () => {
    const change = rule(done({ ok: true }, { minor: 430n, tokens: 12 }), { ...HELD, tokens: 8, actualMinor: 70n });
    expect(change.after).toMatchObject({
      ...{ state: 'succeeded', output: { ok: true }, error: null, endedAt: NOW, leaseOwner: null },
      ...{ spendState: 'to_commit', tryMinor: 430n, actualMinor: 500n, tokens: 20, compensation: 'none' },
    });
    expect([movesOf(change), eventsOf(change)]).toEqual([['succeed'], ['TaskEnded']]);
  });

  it('has an unknown cost as long as nobody says one', () => {
    expect(rule(done()).after).toMatchObject({ tryMinor: null, actualMinor: null, tokens: null });
  });

  it('is a failed try when it is not what the capability promises', () => {
    const change = rule(done({ ok: 'perhaps' }, { minor: 430n }), HELD);
    expect(change.after).toMatchObject({
      ...{ state: 'queued', waitsFor: 'retry', error: { code: 'bad_output' }, spendState: 'to_commit' },
    });
    expect(change.after.error!.message).toContain('/ok must be boolean');
  });

  it('is taken as it is where the capability is not known any more', () => {
    expect(rule(done({ any: 'thing' }), { capability: 'gone' }).after.state).toBe('succeeded');
    expect(rule(done({ any: 'thing' }), { capability: null }).after.state).toBe('succeeded');
  });

  it('is written down with who brought it', () => {
    expect(rule(done(), {}, 'user:ada').lines[0]!.actor).toBe('user:ada');
    expect(rule(done()).lines[0]!.actor).toBeNull();
  });
});

describe('work that waits', () => {
  it.each([
    ['callback', []],
    ['task', []],
    ['person', ['TaskWaiting']],
  ] as const)('for a %s is held by nobody, and tells %j', (what, events) => {
    const until = inMs(3_600_000);
    const change = rule({ kind: 'waiting', for: what, until, cost: { tokens: 5 } }, HELD);
    expect(change.after).toMatchObject({
      ...{ state: 'running', waitsFor: what, waitsUntil: until, onTime: 'time_out', leaseOwner: null, tokens: 5 },
      // What it may cost is still held.
      ...{ spendState: 'reserved', endedAt: null },
    });
    expect(eventsOf(change)).toEqual(events);
  });

  it('goes on without an answer where its executor says so', () => {
    const change = rule({ kind: 'waiting', for: 'task', until: inMs(1), onTime: 'resume', cost: {} });
    expect(change.after.onTime).toBe('resume');
  });
});

describe('work that failed', () => {
  it('for good, because a person said no, is tried by nobody else', () => {
    const outcome = { ...failed(false), code: 'declined', final: true } as ExecutionOutcome;
    expect(rule(failed(false)).after.state).toBe('queued');
    expect(rule(outcome).after).toMatchObject({ state: 'failed', error: { code: 'declined' } });
  });

  it.each<[string, Partial<TaskRecord>, ExecutionOutcome, Partial<TaskRecord>]>([
    ['is tried again', {}, failed(), { state: 'queued', waitsFor: 'retry', runAfter: inMs(500), attempt: 1 }],
    [
      'is tried again when its executor says, if that is later',
      {},
      failed(true, { retryAfterMs: 7_000 }),
      { waitsFor: 'retry', runAfter: inMs(7_000) },
    ],
    [
      'falls back after its last try',
      { attempt: 2 },
      failed(),
      { state: 'queued', waitsFor: null, stage: 'persona', personaId: 'second', attempt: 0, runAfter: NOW },
    ],
    ['falls back at once where another try can’t help', {}, failed(false), { stage: 'persona' }],
    [
      'falls back to the director',
      { attempt: 2, personaId: 'second', tried: [{ agentId: 'worker', personaId: null }] },
      failed(),
      { stage: 'director', agentId: 'director', targetAgentId: 'director' },
    ],
    ['is over when it was due', { dueAt: NOW }, failed(), { state: 'timed_out', endedAt: NOW, compensation: 'due' }],
    ['is tried again before it is due', { dueAt: inMs(1) }, failed(), { waitsFor: 'retry' }],
    [
      'has failed at the end of the chain',
      { stage: 'person', attempt: 2 },
      failed(),
      { state: 'failed', compensation: 'due' },
    ],
    [
      'has failed at once when it only proposes, and did nothing',
      { mode: 'propose' },
      failed(),
      { state: 'failed', compensation: 'none' },
    ],
  ])('%s', (_what, part, outcome, expected) => {
    const { after } = rule(outcome, part);
    expect(after).toMatchObject({ ...expected, leaseOwner: null, resumedBy: null });
    expect(after.error).toEqual({ code: 'broken', message: 'it broke' });
  });

  it('remembers who had it, in whose place, and tells whom it went to', () => {
    const routing = { agentId: 'worker', personaId: 'second', confidence: 0.8, reasons: [], others: [] };
    const change = rule(failed(false), {
      agentId: 'old',
      personaId: null,
      actsAs: 'legacy',
      migrationId: 'm',
      routing,
    });
    expect(change.after).toMatchObject({
      tried: [{ agentId: 'old', personaId: null, inPlaceOf: { agentId: 'worker', personaId: 'second' } }],
      ...{ actsAs: 'target', migrationId: null, routing: { agentId: 'director', confidence: 0.8 } },
    });
    expect(change.events.map(({ data }) => data)).toMatchObject([
      { fromAgentId: 'old', agentId: 'director', stage: 'director', reason: 'broken: it broke' },
    ]);
  });

  it('keeps at most a thousand characters of why', () => {
    const { after, lines } = rule({ ...failed(), message: 'x'.repeat(5_000) } as ExecutionOutcome);
    expect([after.error!.message.length, lines[0]!.note.length]).toEqual([1_000, 1_000]);
  });
});

describe('an end without success', () => {
  it.each([
    ['act', inMs(-1), 'due'],
    ['act', null, 'none'],
    ['propose', inMs(-1), 'none'],
  ] as const)('of a task that can %s, begun at %s: what it did is taken back: %s', (mode, startedAt, compensation) => {
    const change = new TaskChange(runningRecord({ mode, startedAt }), NOW);
    end(change, 'cancel', { code: 'cancelled', message: 'no more' }, { actor: 'user:ada' });
    expect(change.after).toMatchObject({ state: 'cancelled', compensation, endedAt: NOW });
    expect(change.lines[0]).toMatchObject({ actor: 'user:ada', note: 'cancelled: no more' });
  });
});

describe('whatever a run comes to', () => {
  const cost = fc.record({ minor: fc.bigInt({ min: 0n, max: 10_000n }), tokens: fc.nat() }, { requiredKeys: [] });
  const outcome: fc.Arbitrary<ExecutionOutcome> = fc.oneof(
    cost.map((known) => done({ ok: true }, known)),
    cost.map((known) => done({ ok: 1 }, known)),
    fc
      .tuple(cost, fc.boolean())
      .map(([known, retryable]) => ({ ...failed(retryable), cost: known }) as ExecutionOutcome),
  );
  const task = fc.record({
    ...{ priority: fc.constantFrom(...PRIORITIES), attempt: fc.integer({ min: 1, max: 6 }) },
    ...{ mode: fc.constantFrom('act', 'propose'), stage: fc.constantFrom('assigned', 'persona', 'director', 'person') },
    dueAt: fc.constantFrom(null, NOW, inMs(60_000)),
    spend: fc.constantFrom<Partial<TaskRecord>>({}, HELD),
  });

  it('nobody holds it, one line says so, its money is on its way, and what it cost is not forgotten', () => {
    fc.assert(
      fc.property(outcome, task, (given, { spend, ...part }) => {
        const change = rule(given, { ...(part as Partial<TaskRecord>), ...spend, actualMinor: 10n });
        const { after } = change;
        expect([after.leaseOwner, after.leaseUntil, after.resumedBy]).toEqual([null, null, null]);
        expect(['queued', 'succeeded', 'failed', 'timed_out']).toContain(after.state);
        expect(movesOf(change)).toHaveLength(1);
        expect(after.endedAt === null).toBe(after.state === 'queued');
        expect(['none', 'to_commit', 'to_release']).toContain(after.spendState);
        expect(after.actualMinor).toBe(10n + (given.cost.minor ?? 0n));
        expect(change.spends.map(({ n }) => n)).toEqual('spendNo' in spend ? [1] : []);
      }),
    );
  });
});
