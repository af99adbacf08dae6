import type { TaskRecord } from '../record/task-record.js';
import { PERSON_ANSWERS_WITHIN_MS } from '../changes/taking.js';
import { inMs, NOW, runningRecord } from '../testing/trial-record.js';
import { trialAgent, trialCapability } from '../testing/trial-roster.js';
import { executionRequest } from './execution-request.js';

const agent = trialAgent('worker');
const capability = trialCapability('work', { timeoutMs: 10_000 });
const request = (part: Partial<TaskRecord>) =>
  executionRequest(runningRecord(part), { agent, persona: null, capability }, new Map(), NOW);

describe('a try as its executor sees it', () => {
  it.each<[string, Partial<TaskRecord>, Date]>([
    ['as long as one run may take', {}, inMs(10_000)],
    ['not beyond when it is due', { dueAt: inMs(3_000) }, inMs(3_000)],
    ['not longer because it is due later', { dueAt: inMs(60_000) }, inMs(10_000)],
    ['not at all when it was due', { dueAt: inMs(-1) }, inMs(-1)],
    ['a day where a person does it', { stage: 'person' }, inMs(PERSON_ANSWERS_WITHIN_MS)],
    ['until it is due where a person does it', { stage: 'person', dueAt: inMs(7 * 86_400_000) }, inMs(7 * 86_400_000)],
    ['a day where a person does what was due already', { stage: 'person', dueAt: NOW }, inMs(PERSON_ANSWERS_WITHIN_MS)],
  ])('has %s', (_how, part, deadline) => {
    expect(request(part).deadline).toEqual(deadline);
  });

  it('has the same idempotency key in every try of the same agent, and another for another', () => {
    const { id } = runningRecord();
    const keys = [1, 2, 3].map((attempt) => request({ attempt, leaseToken: attempt }).idempotencyKey);
    expect(new Set(keys)).toEqual(new Set([`${id}:worker`]));
    const other = { agent: trialAgent('other'), persona: null, capability };
    expect(executionRequest(runningRecord(), other, new Map(), NOW).idempotencyKey).toBe(`${id}:other`);
  });

  it.each([
    ['reserved', 500n],
    ['asked', null],
    ['to_release', null],
    ['none', null],
  ] as const)('may spend what finance holds: %s', (spendState, reservedMinor) => {
    expect(request({ spendState, reservedMinor: 500n }).reservedMinor).toBe(reservedMinor);
  });
});
