import fc from 'fast-check';
import { TaskChange } from '../changes/task-change.js';
import type { TaskRecord } from '../record/task-record.js';
import { trialRecord } from '../testing/trial-record.js';
import { rosterFrom, trialAgent, trialCapability } from '../testing/trial-roster.js';
import type { Leave } from './ask-leave.js';
import { guardOf } from './guard-of.js';
import { ruleLeave, type LeaveAnswer } from './rule-leave.js';

const NOW = new Date('2026-11-29T12:00:00.000Z');
const inMs = (ms: number) => new Date(NOW.getTime() + ms);
const agent = trialAgent('writer', { can: ['letter'], reportsTo: null });
const capability = trialCapability('letter', { approval: { act: 'customer.email', facts: {} } });
const acting = { agent, persona: null, capability };
const context = { roster: rosterFrom([agent], [capability]), chance: () => 0 };

function rule(answer: LeaveAnswer, part: Partial<TaskRecord> = {}) {
  const lease = { leaseOwner: 'me', leaseUntil: inMs(5_000), leaseToken: 1 };
  const task = trialRecord({ state: 'budget_reserved', agentId: 'writer', createdAt: NOW, ...lease, ...part });
  const change = new TaskChange(task, NOW);
  const taken = ruleLeave(change, answer, { acting, shadow: null, ...guardOf(task, acting)! }, context);
  return { change, taken, after: change.after };
}

const waits = (until: Date | null): Leave => ({
  kind: 'waits',
  until,
  approvalId: 'a-1',
  reason: 'waits for a person',
});

describe('what governance says', () => {
  it('yes: it begins, and who said it stands in the row', () => {
    const { taken, after } = rule({ kind: 'given', by: ['user:anna', 'user:ben'] });
    expect(taken.kind).toBe('run');
    expect(after).toMatchObject({ state: 'running', attempt: 1, approvedBy: 'user:anna' });
  });

  it('yes to its parent: that is the approval it has', () => {
    const key = 'task/parent/1';
    expect(rule({ kind: 'given', by: [], key }).after).toMatchObject({ approvalKey: key, approvalAsker: null });
  });

  it.each([[['policy']], [['system']], [[]]])('yes of %j: it begins, and no person stands for it', (by) => {
    expect(rule({ kind: 'given', by }).after).toMatchObject({ state: 'running', approvedBy: null });
  });

  it.each<[string, Date | null, Date]>([
    ['until a little after the time of the question', inMs(3_600_000), inMs(3_600_000 + 600_000)],
    ['a while, where that has passed', inMs(-1), inMs(600_000)],
    ['a day, where there is no time', null, inMs(86_400_000)],
  ])('people must decide: it waits %s', (_until, until, waitsUntil) => {
    const { taken, after, change } = rule(waits(until));
    expect(taken).toEqual({ kind: 'none' });
    expect(after).toMatchObject({
      state: 'awaiting_approval',
      waitsUntil,
      approvalId: 'a-1',
      leaseOwner: null,
      attempt: 0,
    });
    expect(after.approvalKey).toMatch(new RegExp(`^task/${after.id}/[0-9a-f]{16}$`));
    expect(change.events).toHaveLength(1);
  });

  it.each(['rejected', 'expired', 'denied', 'lapsed', 'withdrawn', 'changes_asked'])(
    '%s: it has failed so',
    (verdict) => {
      const { taken, after } = rule({ kind: 'refused', verdict, reason: 'not so' });
      expect(taken).toEqual({ kind: 'none' });
      expect(after).toMatchObject({ state: 'failed', error: { code: verdict, message: 'not so' }, startedAt: null });
    },
  );

  it('nothing: it is put back, later the longer it has waited', () => {
    const delays = [0, 3_000, 60_000, 86_400_000].map((age) => {
      const { after } = rule({ kind: 'unanswered', reason: 'away' }, { createdAt: inMs(-age) });
      expect(after).toMatchObject({ state: 'queued', waitsFor: 'retry', leaseOwner: null });
      return after.runAfter.getTime() - NOW.getTime();
    });
    expect(delays).toEqual([500, 1_000, 15_000, 15_000]);
  });

  it('whatever, when its migration has moved: it is assigned anew', () => {
    expect(rule({ kind: 'overtaken' }).after).toMatchObject({ state: 'queued', runAfter: NOW, leaseOwner: null });
  });

  it('begins nothing but by leave that was given', () => {
    const refused = fc.record({ kind: fc.constant('refused' as const), verdict: fc.string(), reason: fc.string() });
    const away = fc.record({ kind: fc.constant('unanswered' as const), reason: fc.string() });
    const until = fc.option(fc.date({ noInvalidDate: true, min: inMs(-1e9), max: inMs(1e9) }));
    const answers = fc.oneof(refused, away, until.map(waits), fc.constant({ kind: 'overtaken' as const }));
    fc.assert(
      fc.property(answers, fc.integer({ min: 0, max: 864_000_000 }), (answer, age) => {
        const { taken, after } = rule(answer, { createdAt: inMs(-age) });
        expect(taken.kind).toBe('none');
        expect(after).toMatchObject({ leaseOwner: null, startedAt: null, attempt: 0 });
      }),
    );
  });
});
