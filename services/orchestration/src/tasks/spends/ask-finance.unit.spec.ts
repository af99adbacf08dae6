import type { Requests } from '@vividwalls/messaging';
import { SPEND_EXPIRES_IN_S_MAX } from '@vividwalls/contracts';
import type { ExecutorKind } from '../../registry/agent.js';
import type { Capability } from '../../registry/capability.js';
import type { Asked } from '../changes/taking.js';
import { trialRecord } from '../testing/trial-record.js';
import { trialAgent, trialCapability } from '../testing/trial-roster.js';
import { askFinance, spendQuestion } from './ask-finance.js';

const task = trialRecord({ spendKey: 'task/x/1', currency: 'USD', subject: 'customer-1' });

function asked(kind: ExecutorKind = 'llm', part: Partial<Capability> = {}, allowanceMinor = 0n): Asked {
  const agent = trialAgent('spender', { executor: { kind }, budget: { category: 'tools' } });
  const capability = trialCapability('work', { title: 'Work', timeoutMs: 10_000, ...part });
  return {
    acting: { agent, persona: null, capability },
    cost: { amountMinor: 500n, allowanceMinor },
    shadow: null,
    hasWaited: false,
  };
}

describe('what finance is asked', () => {
  it('names who spends, on what, how much and for what', () => {
    expect(spendQuestion(task, asked())).toEqual({
      ...{ key: 'task/x/1', actor: 'agent:spender', agentId: 'spender', department: 'sales', category: 'tools' },
      ...{ purpose: 'Work for customer-1', amountMinor: '500', currency: 'USD', expiresInS: 910 },
    });
    expect(spendQuestion(task, asked('llm', {}, 100n)).allowanceMinor).toBe('100');
  });

  it.each<[ExecutorKind, Partial<Capability>, number]>([
    ['llm', {}, 10 + 900],
    ['playbook', { timeoutMs: 1 }, 1 + 900],
    // A person has a day to say yes before it begins.
    ['llm', { approval: 'always' }, 10 + 86_400 + 900],
    ['llm', { timeoutMs: 10 ** 12 }, SPEND_EXPIRES_IN_S_MAX],
    // Their answer comes from outside, whenever it does.
    ['n8n', {}, SPEND_EXPIRES_IN_S_MAX],
    ['human', {}, SPEND_EXPIRES_IN_S_MAX],
  ])('is held long enough for %s, %j: %i s', (kind, part, seconds) => {
    expect(spendQuestion(task, asked(kind, part)).expiresInS).toBe(Math.min(seconds, SPEND_EXPIRES_IN_S_MAX));
  });

  it('has a purpose of one line and 200 characters', () => {
    const { purpose } = spendQuestion(task, asked('llm', { title: `Work\n\t${'x'.repeat(300)}` }));
    expect([purpose.length, /\p{Cc}/u.test(purpose)]).toEqual([200, false]);
  });

  it('is no answer when nobody answers, whatever went wrong', async () => {
    const broken: Pick<Requests, 'ask'> = { ask: () => Promise.reject(new Error('the line is dead')) };
    expect(await askFinance(broken, task, asked())).toEqual({ kind: 'unanswered', reason: 'the line is dead' });
    const silent = { ask: (_: unknown, __: unknown, { fallback }: { fallback: unknown }) => Promise.resolve(fallback) };
    expect(await askFinance(silent as never, task, asked())).toMatchObject({ kind: 'unanswered' });
  });
});
