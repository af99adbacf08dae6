import { authorizeSpend, SPEND_EXPIRES_IN_S_MAX, spendUnanswered, type SpendQuestion } from '@vividwalls/contracts';
import { QuestionInvalid } from '@vividwalls/messaging';
import { z } from 'zod';
import { ToolRefusal } from '../calls/tool-refusal.js';
import { defineTool, theAgent } from '../tool.js';
import { amount, key, namespaced, oneLine } from './fields.js';

export const requestSpend = defineTool({
  name: 'request_spend',
  title: 'Ask whether money may be spent',
  description:
    'Asks finance to hold money for you, from the budget of your department. Only the decision authorised is leave to spend, up to ' +
    'the amount and until expiresAt. Everything else is no: refused, or approval_required until a person has decided (ask again ' +
    'under the same key).',
  scope: 'mcp:spend',
  callers: 'agents',
  effect: 'does_once_per_key',
  input: z.strictObject({
    key,
    amountMinor: amount,
    category: oneLine(64).optional().describe('llm, advertising, printing, …; what you are budgeted for when left out'),
    purpose: oneLine(500).describe('What for, in words'),
    allowanceMinor: amount.optional().describe('What it may come to beyond the amount; held together with it'),
    expiresInS: z
      .int()
      .min(1)
      .max(SPEND_EXPIRES_IN_S_MAX)
      .optional()
      .describe('How long it is held; 15 minutes when left out'),
  }),
  output: z.object({
    decision: z.enum(['authorised', 'refused', 'approval_required']),
    reason: z.string(),
    key: z.string(),
    currency: z.string(),
    budgetId: z.string().optional(),
    remainingMinor: z.string().optional(),
    expiresAt: z.string().optional(),
  }),
  async run({ key: own, category, ...asked }, call) {
    const { id: agentId, department, budget } = theAgent(call);
    const { requests, config } = call.sources;
    const { actor } = call.caller;
    const question: SpendQuestion = {
      ...{ key: namespaced(agentId, own), actor, agentId, department, category: category ?? budget.category },
      ...{ currency: config.SHOP_CURRENCY, ...asked },
    };
    try {
      const options = { fallback: spendUnanswered(question), actor, signal: call.signal };
      const decision = await requests.ask(authorizeSpend, question, options);
      return {
        result: { ...decision, key: own, currency: config.SHOP_CURRENCY },
        text: `${decision.decision}: ${decision.reason}`,
      };
    } catch (error) {
      if (error instanceof QuestionInvalid) throw new ToolRefusal('bad_arguments', error.message);
      throw error;
    }
  },
});
