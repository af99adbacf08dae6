import { ACT_NAMES, approvalUnanswered, askApproval, type ApprovalQuestion } from '@vividwalls/contracts';
import { QuestionInvalid } from '@vividwalls/messaging';
import { z } from 'zod';
import { ToolRefusal } from '../calls/tool-refusal.js';
import { defineTool, theAgent } from '../tool.js';
import { approvalShown, shownApproval } from './approval-shown.js';
import { anything, key, namespaced, oneLine } from './fields.js';

export const proposeAction = defineTool({
  name: 'propose_action',
  title: 'Propose an action',
  description:
    'Asks whether an act may be done. Asking is not doing: nothing happens by it. Policies answer at once (free, denied) or want ' +
    'people to decide (pending): look later with proposal_state. The facts are those of the act’s entry in the catalogue; leave ' +
    'out what you don’t know.',
  scope: 'mcp:propose',
  callers: 'agents',
  effect: 'does_once_per_key',
  input: z.strictObject({
    key,
    act: z.enum(ACT_NAMES as [string, ...string[]]),
    subject: oneLine(200).describe('What it is done to: an order, a customer, a budget'),
    facts: anything.default({}).describe('What policies decide by. Amounts are minor units as text'),
    does: anything.describe('What would be done, with every figure that matters'),
    before: anything.optional().describe('What is there now, for whoever decides'),
    after: anything.optional().describe('What would be there afterwards'),
    why: z.string().min(1).max(1_000),
    costOfWaiting: z.string().min(1).max(500).optional(),
    test: z.boolean().optional().describe('True for a trial'),
  }),
  output: approvalShown,
  async run({ key: own, act, ...asked }, call) {
    const { id } = theAgent(call);
    const { actor } = call.caller;
    const question: ApprovalQuestion = {
      ...{ key: namespaced(id, own), act: act as ApprovalQuestion['act'], asker: actor },
      ...asked,
    };
    try {
      const options = { fallback: approvalUnanswered(question), actor, signal: call.signal };
      return shownApproval(await call.sources.requests.ask(askApproval, question, options), own);
    } catch (error) {
      if (error instanceof QuestionInvalid) throw new ToolRefusal('bad_arguments', error.message);
      throw error;
    }
  },
});
