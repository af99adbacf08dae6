import { SystemClock } from '@vividwalls/platform';
import type { ExecutionRequest, Executor } from './executor.js';
import { ExecutorsByKind } from './executors.js';
import { HumanExecutor } from './human/human.executor.js';
import { failed, succeeded } from './outcome.js';
import { aCapability, anAgent, aRequest, failureOf, outputOf } from './testing/requests.js';

const signal = new AbortController().signal;
const schema = { type: 'object', required: ['topic'], properties: { topic: { type: 'string' } } };
const capability = aCapability({ outputSchema: schema });

const saying = (kind: Executor['kind'], output: object): Executor => ({
  kind,
  execute: async () => succeeded({ ...output }, { tokens: 7 }),
});
const failing: Executor = { kind: 'n8n', execute: async () => failed('executor_failed', 'no', { retryable: true }) };

function executors(...strategies: Executor[]): ExecutorsByKind {
  return new ExecutorsByKind(strategies, new SystemClock());
}

describe('who runs a task', () => {
  const all = executors(saying('playbook', { topic: 'playbook' }), saying('llm', { topic: 'llm' }));

  it('is the executor of the capability on the agent, else the agent’s', async () => {
    const own = { name: 'support.triage', expertise: 1, costMinor: '0', executor: { kind: 'llm' } } as const;
    expect(outputOf(await all.execute(aRequest({ capability }), signal))).toEqual({ topic: 'playbook' });
    const agent = anAgent({ capabilities: [own] });
    expect(outputOf(await all.execute(aRequest({ capability, agent }), signal))).toEqual({ topic: 'llm' });
  });

  it('must be there', async () => {
    const agent = anAgent({ executor: { kind: 'n8n' } });
    const outcome = failureOf(await all.execute(aRequest({ agent }), signal));
    expect(outcome).toMatchObject({ code: 'unknown_executor', retryable: false });
  });
});

describe('what comes out of a task', () => {
  it.each([
    ['llm', true],
    ['playbook', false],
  ] as const)('is refused when it is not what the capability promises, from %s', async (kind, retryable) => {
    const agent = anAgent({ executor: { kind } });
    const outcome = failureOf(
      await executors(saying(kind, { topic: 7 })).execute(aRequest({ agent, capability }), signal),
    );
    expect(outcome).toMatchObject({ code: 'bad_output', retryable, cost: { tokens: 7 } });
    expect(outcome.message).toContain('/topic must be string');
  });

  it('fails visibly when the capability’s schema is none', async () => {
    const broken = aCapability({ outputSchema: { type: 'nonsense' } });
    const outcome = await executors(saying('playbook', {})).execute(aRequest({ capability: broken }), signal);
    expect(failureOf(outcome).code).toBe('executor_failed');
  });

  it('is nothing when the deadline is over before it begins', async () => {
    const request = aRequest({ deadline: new Date(Date.now() - 1) });
    expect(failureOf(await executors(saying('playbook', {})).execute(request, signal)).code).toBe('deadline');
  });
});

describe('how an agent does', () => {
  const agent = anAgent({ executor: { kind: 'n8n' } });
  const request = (given: Partial<ExecutionRequest> = {}) => aRequest({ agent, ...given });

  it('is not broken as long as nothing was tried', () => {
    expect(executors(failing).condition('nobody')).toEqual({ isBroken: false, executors: [] });
  });

  it('is broken when its breaker is open; others are not', async () => {
    const all = executors(failing);
    for (let i = 0; i < 3; i++) await all.execute(request(), signal);
    expect(all.condition(agent.id)).toEqual({
      isBroken: true,
      executors: [{ kind: 'n8n', breaker: 'open', running: 0, waiting: 0 }],
    });
    expect(failureOf(await all.execute(request(), signal)).code).toBe('breaker_open');
    const other = anAgent({ id: 'other', executor: { kind: 'n8n' } });
    expect(failureOf(await all.execute(aRequest({ agent: other }), signal)).code).toBe('executor_failed');
  });

  it('is not told by proposals: they have a breaker of their own', async () => {
    const all = executors(failing);
    for (let i = 0; i < 5; i++) await all.execute(request({ mode: 'propose' }), signal);
    expect(all.condition(agent.id).isBroken).toBe(false);
    expect(failureOf(await all.execute(request(), signal)).code).toBe('executor_failed');
  });

  it('begins anew with changed settings', async () => {
    const all = executors(failing);
    for (let i = 0; i < 3; i++) await all.execute(request(), signal);
    const patient = { ...agent, resilience: { ...agent.resilience, failuresToOpen: 10 } };
    expect(failureOf(await all.execute(aRequest({ agent: patient }), signal)).code).toBe('executor_failed');
  });
});

describe('a person', () => {
  const people = executors(new HumanExecutor());
  const agent = anAgent({ executor: { kind: 'human' } });

  it('is waited for until the deadline', async () => {
    const request = aRequest({ agent, capability });
    const outcome = await people.execute(request, signal);
    expect(outcome).toEqual({ kind: 'waiting', for: 'person', until: request.deadline, cost: {} });
  });

  it('answers, and what they say is checked like anybody’s', async () => {
    const resumed = (topic: string | number) =>
      people.execute(aRequest({ agent, capability, resumedBy: { output: { topic } } }), signal);
    expect(outputOf(await resumed('order'))).toEqual({ topic: 'order' });
    expect(failureOf(await resumed(7))).toMatchObject({ code: 'bad_output', retryable: true });
  });

  it('is not asked for proposals', async () => {
    expect(failureOf(await people.execute(aRequest({ agent, mode: 'propose' }), signal)).code).toBe('cannot_propose');
  });
});
